"""Let go of files that a reader has sent, once they have been taken care of."""

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.upload_tickets import remove_room


def remove_uploads(files: list) -> None:
    """Let go of the memory at once; Streamlit would keep it as long as the session."""
    context = get_script_run_ctx()
    if context is None:
        return
    for file in files:
        if isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
        remove_room(context.session_id, file.file_id)
