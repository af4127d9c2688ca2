-- Every row of a file that was read is either accepted or rejected with a reason.
select file_name
from {{ ref('rpt_imported_files') }}
where n_received <> n_accepted + n_rejected
