select *
from {{ ref('fct_promotion_ledger') }}
where
    coupons_granted <> coupons_redeemed + coupons_expired + coupons_open
    or people <> people_exposed + people_held_out
    or packets_sent < packets_received + packets_refunded
