alter table jobs.jobs
    add constraint jobs_kind_check check (kind ~ '^[a-z][a-z0-9_]{0,62}$'),
    add constraint jobs_payload_check check (pg_column_size(payload) <= 1048576),
    add constraint jobs_priority_check check (priority between -100 and 100),
    add constraint jobs_lane_check check (length(lane) between 1 and 200),
    add constraint jobs_unique_key_check check (length(unique_key) between 1 and 200),
    add constraint jobs_attempt_check check (attempt >= 0),
    add constraint jobs_failures_check check (failures >= 0),
    add constraint jobs_retries_check check (retries between 0 and 100),
    add constraint jobs_count_check check (count > 0),
    add constraint jobs_successful_check check (successful >= 0),
    add constraint jobs_failed_check check (failed >= 0),
    add constraint jobs_message_check check (length(message) <= 1000),
    add constraint jobs_error_check check (length(error) <= 2000);
