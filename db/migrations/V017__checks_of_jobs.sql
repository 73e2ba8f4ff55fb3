-- PostgreSQL reads every check anew for each statement that writes to its table. What says how states hang
-- together stays; the sizes and ranges below are what a job's own type has looked at before it gets here
-- (NewJob, Tally, Settlement), and cost every enqueue, claim and settlement some of PostgreSQL's time.
alter table jobs.jobs
    drop constraint jobs_kind_check,
    drop constraint jobs_payload_check,
    drop constraint jobs_priority_check,
    drop constraint jobs_lane_check,
    drop constraint jobs_unique_key_check,
    drop constraint jobs_attempt_check,
    drop constraint jobs_failures_check,
    drop constraint jobs_retries_check,
    drop constraint jobs_count_check,
    drop constraint jobs_successful_check,
    drop constraint jobs_failed_check,
    drop constraint jobs_message_check,
    drop constraint jobs_error_check;
