with

invites as (

    select count(*) as accounts
    from {{ ref('int_invites') }}

),

trees as (

    select coalesce(sum(accounts), 0) as accounts
    from {{ ref('fct_invite_trees') }}

),

inviters as (

    select coalesce(sum(invited_accounts), 0) as accounts
    from {{ ref('fct_inviters') }}

)

select
    invites.accounts as invited_accounts,
    trees.accounts as accounts_in_trees,
    inviters.accounts as accounts_of_inviters
from invites
cross join trees
cross join inviters
where invites.accounts != trees.accounts or invites.accounts != inviters.accounts
