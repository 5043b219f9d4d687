-- How people write numbers, days and instants, turned into the one form the lake holds.
-- Each macro gives NULL for text it cannot read; the session's TimeZone is the source's.

create or replace macro hw_ascii(x) as
    translate(x, '０１２３４５６７８９．，－＋％／：　', '0123456789.,-+%/: ');

-- No long IN list here: DuckDB turns it into a join, and rows would lose their order.
create or replace macro hw_given(x) as
    case
        when length(x) > 4 then x
        when x = '' or x = '-' or x = '--' or x = '\N' then null
        when lower(x) = 'null' or lower(x) = 'n/a' then null
        else x
    end;

create or replace macro hw_dressed_number(x) as
    nullif(
        replace(
            regexp_extract(
                hw_ascii(x),
                '^\s*[￥¥$]?\s*[+]?(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\.?\s*元?\s*$',
                1
            ),
            ',', ''
        ),
        ''
    );

-- 1.2万 and 1.2 万元 are 12000.
create or replace macro hw_ten_thousands(x) as
    regexp_replace(
        cast(
            try_cast(
                hw_dressed_number(nullif(regexp_extract(hw_ascii(x), '^(.*)万\s*元?\s*$', 1), ''))
                as decimal(28, 10)
            ) * 10000 as varchar
        ),
        '\.?0+$', ''
    );

-- Regular expressions first: a cast that fails takes several times as long as one of these.
create or replace macro hw_number(x) as
    case
        when regexp_full_match(x, '[0-9]+(?:\.[0-9]+)?') then x
        when regexp_full_match(x, '[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?') then replace(x, ',', '')
        else coalesce(
            hw_dressed_number(x),
            '0' || nullif(regexp_extract(hw_ascii(x), '^\s*(\.[0-9]+)\s*$', 1), ''),
            case when contains(x, '万') then hw_ten_thousands(x) end
        )
    end;

create or replace macro hw_rate(x) as
    coalesce(
        hw_number(x),
        cast(
            try_cast(hw_number(regexp_extract(hw_ascii(x), '^(.*)%\s*$', 1)) as decimal(18, 9))
            * cast('0.01' as decimal(3, 2)) as varchar
        )
    );

create or replace macro hw_count(x) as
    case
        when regexp_full_match(x, '[0-9]+') then x
        else nullif(regexp_extract(hw_number(x), '^(-?[0-9]+)(?:\.0+)?$', 1), '')
    end;

create or replace macro hw_dashed(x) as
    regexp_replace(
        regexp_replace(
            trim(hw_ascii(x)),
            '^([0-9]{4})([0-9]{2})([0-9]{2})(?:[T ]?([0-9]{2}):?([0-9]{2})(?::?([0-9]{2}))?)?$',
            '\1-\2-\3 \4:\5:\6'
        ),
        '^([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})日?\s*(.*)$',
        '\1-\2-\3 \4'
    );

-- A day alone leaves ' ::' behind, an hour and minute alone leave a colon at the end.
create or replace macro hw_tidied(x) as rtrim(regexp_replace(hw_dashed(x), ' ::$', ''), ': ');

create or replace macro hw_single_day(x) as
    cast(
        coalesce(
            case when length(x) = 10 then try_cast(x as date) end,
            try_cast(
                rtrim(
                    regexp_extract(
                        hw_tidied(x), '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[T ])'
                    ),
                    'T '
                ) as date
            )
        ) as varchar
    );

-- A range is a day only when both of its ends are that day: 2026-05-01至2026-05-07 is a week.
create or replace macro hw_range_end(x, which) as
    hw_single_day(
        regexp_extract(
            hw_ascii(x),
            '^\s*([0-9]{4}[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}日?)\s*(?:至|到|~|—|–|-)+\s*([0-9]{4}.*)$',
            which
        )
    );

create or replace macro hw_day(x) as
    case
        when length(x) < 15 then hw_single_day(x)
        when hw_range_end(x, 2) is null then hw_single_day(x)
        when hw_range_end(x, 1) = hw_range_end(x, 2) then hw_range_end(x, 1)
    end;

create or replace macro hw_epoch(x) as
    case
        when regexp_full_match(x, '1[0-9]{9}') then make_timestamp(cast(x as bigint) * 1000000)
        when regexp_full_match(x, '1[0-9]{12}') then make_timestamp(cast(x as bigint) * 1000)
    end;

-- 2026-05-01 9 is nine o'clock; an offset may stand apart and without a colon, as in +0800.
create or replace macro hw_hour_or_offset(x) as
    regexp_replace(
        regexp_replace(x, '^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})[T ]+([0-9]{1,2})$', '\1 \2:00'),
        '\s+([+-][0-9]{2}):?([0-9]{2})$', '\1:\2'
    );

-- What is hard to read is said once: said twice, DuckDB reads it so for every row beforehand.
create or replace macro hw_instant(x) as
    cast(
        coalesce(
            timezone('UTC', try_cast(x as timestamptz)),
            hw_epoch(x),
            timezone('UTC', try_cast(hw_hour_or_offset(hw_tidied(x)) as timestamptz))
        ) as varchar
    );

-- The day of a zone in which an hour of the source's zone lies; a day without an hour stays.
create or replace macro hw_day_in(x, zone) as
    coalesce(
        case
            when length(hw_tidied(x)) > 10
                then cast(
                    cast(timezone(zone, timezone('UTC', try_cast(hw_instant(x) as timestamp))) as date)
                    as varchar
                )
        end,
        x
    );

create or replace macro hw_flag(x) as
    case
        when lower(x) in ('true', 't', '1', 'yes', 'y', '是', '有效', '成功') then 'true'
        when lower(x) in ('false', 'f', '0', 'no', 'n', '否', '无效', '失败') then 'false'
    end;

-- One pass finds the few texts that hold such a number at all. A number that follows %20 or
-- another escape of a URL stands alone as well.
create or replace macro hw_is_personal(x) as
    regexp_matches(
        x,
        '(?:^|[^0-9]|%[0-9A-Fa-f]{2})(?:'
        || '(?:(?:00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}'
        || '|[1-9][0-9]{16}[0-9Xx]'
        || '|6[02][0-9]{2}[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{0,3}'
        || '|(?:4[0-9]{3}|5[1-5][0-9]{2}|35[0-9]{2})[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}'
        || '|(?:9558|4367|4563)[0-9]{15}'
        || ')(?:$|[^0-9])'
    );

create or replace macro hw_without_phones(x) as
    regexp_replace(
        x,
        '(^|[^0-9]|%[0-9A-Fa-f]{2})(?:(?:00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}($|[^0-9])',
        '\1[phone]\2', 'g'
    );

create or replace macro hw_without_ids(x) as
    regexp_replace(
        x,
        '(^|[^0-9]|%[0-9A-Fa-f]{2})[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])'
        || '(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]($|[^0-9Xx])',
        '\1[id]\2', 'g'
    );

-- Bank cards by their first digits: any other long number is the id of a click or a campaign.
create or replace macro hw_without_cards(x) as
    regexp_replace(
        x,
        '(^|[^0-9]|%[0-9A-Fa-f]{2})(?:'
        || '6[02][0-9]{2}[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{0,3}'
        || '|(?:4[0-9]{3}|5[1-5][0-9]{2}|35[0-9]{2})[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}'
        || '|(?:9558|4367|4563)[0-9]{15}'
        || ')($|[^0-9])',
        '\1[card]\2', 'g'
    );

create or replace macro hw_scrubbed_once(x) as
    hw_without_cards(hw_without_ids(hw_without_phones(x)));

-- Marks instead of the values that JSON keys call names.
create or replace macro hw_without_names(x) as
    regexp_replace(
        x,
        '("(?:real_?name|full_?name|contact_?name|姓名|真实姓名|联系人)"\s*:\s*)"[^"]*"',
        '\1"[name]"', 'gi'
    );

create or replace macro hw_without_mail(x) as
    regexp_replace(x, '[A-Za-z0-9._+-]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+', '[e-mail]', 'g');

-- Twice: two numbers with one character between them share that character.
create or replace macro hw_scrubbed_twice(x) as
    hw_scrubbed_once(hw_scrubbed_once(hw_without_mail(x)));

-- Digits of full width become plain ones only where they are somebody's number.
create or replace macro hw_scrubbed(x) as
    case
        when hw_is_personal(x) then hw_scrubbed_twice(x)
        when regexp_matches(x, '[０-９]{6}') and hw_is_personal(hw_ascii(x))
            then hw_scrubbed_twice(hw_ascii(x))
        when contains(x, '@') or contains(x, '%40') then hw_without_mail(x)
        else x
    end;

-- What people named: a long number alone, or with plain letters, is the id of an object.
create or replace macro hw_scrubbed_name(x) as
    case
        when starts_with(x, 'name:') or regexp_matches(x, '[^\x00-\x7F]') then hw_scrubbed(x)
        else x
    end;

-- A mark in place of a bare number needs quotes, or it would be no JSON any more.
create or replace macro hw_quoted(x) as
    regexp_replace(x, '([:\[,]\s*)(-?[0-9]{11,}(?:\.[0-9]+)?)(\s*[,\]}])', '\1"\2"\3', 'g');

create or replace macro hw_scrubbed_json(x) as
    hw_without_names(
        case when hw_is_personal(x) then hw_scrubbed(hw_quoted(hw_quoted(x))) else hw_scrubbed(x) end
    );
