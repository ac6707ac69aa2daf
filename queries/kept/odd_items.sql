-- title:  Items whose moments cannot be kept
-- about:  One row: how many rows of incidents' items have a moment of which one end alone is known, or which ends before it
-- about:  begins. No reader makes such a row; where there is one, kept/items_by_kind could not say all that it says.
-- column: odd BIGINT  how many
SELECT
    count(*) FILTER (
        (posted_at_lo IS NULL) <> (posted_at_hi IS NULL) OR posted_at_hi < posted_at_lo
        OR (entered_at_lo IS NULL) <> (entered_at_hi IS NULL) OR entered_at_hi < entered_at_lo
        OR (notice_at_lo IS NULL) <> (notice_at_hi IS NULL) OR notice_at_hi < notice_at_lo
        OR (label_at_lo IS NULL) <> (label_at_hi IS NULL) OR label_at_hi < label_at_lo
        OR (last_up_at_lo IS NULL) <> (last_up_at_hi IS NULL) OR last_up_at_hi < last_up_at_lo
        OR (down_at_lo IS NULL) <> (down_at_hi IS NULL) OR down_at_hi < down_at_lo
        OR (observed_until_lo IS NULL) <> (observed_until_hi IS NULL) OR observed_until_hi < observed_until_lo
    ) AS odd
FROM moderation
JOIN datasets USING (dataset)
WHERE scope = 'incident'
