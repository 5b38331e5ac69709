"""Connect: accounts with controller settings, their onboarding, transfers, reversals and automatic payouts."""

from tests.gateways.stripe_server.charges import check_step
from tests.gateways.stripe_server.wire import Params
from tests.gateways.stripe_server.world import Refused, Thing, World, page, shown

DAY, INLINE = 24 * 3600, 10
GONE = "The provided key does not have access to this account, or application access was revoked."


def create_account(world: World, params: Params, _: str) -> Thing:
    for name in ("controller", "capabilities", "country", "email"):
        if name not in params:
            raise Refused(f"Missing required param: {name}.", code="parameter_missing", param=name)
    return shown(
        world.add(
            "account",
            "acct",
            country=params["country"],
            email=params["email"],
            metadata=params.get("metadata", {}),
            capabilities={"transfers": "inactive"},
            payouts_enabled=False,
            requirements=_requirements("external_account", "individual.verification.document"),
            _bank="",
        )
    )


def retrieve_account(world: World, _: Params, identifier: str) -> Thing:
    return shown(living(world, identifier))


def create_account_link(world: World, params: Params, _: str) -> Thing:
    account = living(world, params["account"])
    return {
        "object": "account_link",
        "created": world.now,
        "expires_at": world.now + 300,
        "url": f"https://connect.stripe.test/setup/e/{account['id']}/once",
    }


def onboard(world: World, identifier: str, *, bank_refuses: bool) -> None:
    """The payee filled in Stripe's form."""
    living(world, identifier).update(
        capabilities={"transfers": "active"},
        payouts_enabled=True,
        requirements=_requirements(),
        _bank="refuses" if bank_refuses else "takes",
    )
    _updated(world, identifier)


def close_account(world: World, identifier: str) -> None:
    """The payee revokes the platform's access."""
    living(world, identifier)["_bank"] = "closed"
    world.emit("account.application.deauthorized", {"id": "ca_1", "object": "application"}, identifier)


def living(world: World, identifier: str) -> Thing:
    account = world.get("account", identifier)
    if account["_bank"] == "closed":
        raise Refused(GONE, code="account_invalid", status=403)
    return account


def create_transfer(world: World, params: Params, _: str) -> Thing:
    account = living(world, params["destination"])
    if account["capabilities"]["transfers"] != "active":
        said = "Your destination account needs to have at least one of the capabilities enabled: transfers."
        raise Refused(said, code="insufficient_capabilities_for_transfer")
    check_step(params["amount"], params["currency"])
    if params["amount"] <= 0:
        raise Refused("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if source := params.get("source_transaction"):
        _check_source(world, source, params)
    made = world.add(
        "transfer",
        "tr",
        amount=params["amount"],
        amount_reversed=0,
        currency=params["currency"],
        destination=account["id"],
        source_transaction=source,
        transfer_group=params.get("transfer_group"),
        metadata=params.get("metadata", {}),
    )
    _gather(world, account, made)
    world.emit("transfer.created", transfer_shown(world, made))
    return transfer_shown(world, made)


def retrieve_transfer(world: World, _: Params, identifier: str) -> Thing:
    return transfer_shown(world, world.get("transfer", identifier))


def list_transfers(world: World, params: Params, _: str) -> Thing:
    found = world.all("transfer", transfer_group=params["transfer_group"])
    return page([transfer_shown(world, each) for each in found], params, "/v1/transfers")


def create_reversal(world: World, params: Params, identifier: str) -> Thing:
    transfer = world.get("transfer", identifier)
    left = transfer["amount"] - transfer["amount_reversed"]
    check_step(params["amount"], transfer["currency"])
    if not 0 < params["amount"] <= left:
        raise Refused(f"Reversal amount is greater than the unreversed amount ({left}).")
    transfer["amount_reversed"] += params["amount"]
    made = world.add("transfer_reversal", "trr", amount=params["amount"], transfer=identifier)
    world.emit("transfer.reversed", transfer_shown(world, transfer))
    return shown(made)


def list_reversals(world: World, params: Params, identifier: str) -> Thing:
    found = [shown(each) for each in world.all("transfer_reversal", transfer=identifier)]
    return page(found, params, f"/v1/transfers/{identifier}/reversals")


def transfer_shown(world: World, transfer: Thing) -> Thing:
    back = [shown(each) for each in world.all("transfer_reversal", transfer=transfer["id"])]
    inline = {"object": "list", "data": back[:INLINE], "has_more": len(back) > INLINE}
    return shown(transfer) | {"reversals": inline}


def list_payouts(world: World, params: Params, _: str) -> Thing:
    living(world, params["account"])
    found = world.all("payout", _account=params["account"])
    return page([shown(each) for each in found], params, "/v1/payouts")


def create_payout(world: World, params: Params, _: str) -> Thing:
    """A manual one, from what came back to the account's balance."""
    account = living(world, params["account"])
    if not account["payouts_enabled"]:
        raise Refused("Payouts are disabled for this account.", code="payouts_not_allowed")
    failed = world.all("payout", _account=account["id"], status="failed", currency=params["currency"])
    if params["amount"] > sum(each["amount"] for each in failed if not each["_spent"]):
        raise Refused("You have insufficient funds in your account.", code="balance_insufficient")
    for each in failed:
        each["_spent"] = True
    made = _payout(world, account, params["amount"], params["currency"], automatic=False)
    made["metadata"] = params.get("metadata", {})
    _depart(world, made)
    return shown(made)


def list_balance(world: World, params: Params, _: str) -> Thing:
    """A transfer arrives as a charge that names it; only automatic payouts can be taken apart."""
    payout = world.get("payout", params["payout"])
    if not payout["automatic"]:
        raise Refused(
            "Balance transaction history can only be filtered on automatic transfers.", param="payout"
        )
    lines = [_received(identifier) for identifier in reversed(payout["_transfers"])]
    return page(lines, params, "/v1/balance_transactions")


def _received(transfer_id: str) -> Thing:
    source = {"id": f"py_{transfer_id}", "object": "charge", "source_transfer": transfer_id}
    return {"id": f"txn_{transfer_id}", "object": "balance_transaction", "type": "payment", "source": source}


def _check_source(world: World, source: str, params: Params) -> None:
    """What a charge brought may be sent on, in the group of that charge."""
    charge, amount = world.get("charge", source), params["amount"]
    if params.get("transfer_group", charge["transfer_group"]) != charge["transfer_group"]:
        raise Refused("The transfer_group is not that of the source transaction.", param="transfer_group")
    sent = world.all("transfer", source_transaction=source)
    left = charge["amount_captured"] - sum(each["amount"] - each["amount_reversed"] for each in sent)
    if amount > left:
        raise Refused("Transfers using this transaction as a source must not exceed the source amount.")


def _gather(world: World, account: Thing, transfer: Thing) -> None:
    """Stripe pays out once a day what has arrived since."""
    key = {"_account": account["id"], "status": "pending", "currency": transfer["currency"]}
    waiting = world.all("payout", **key)
    payout = waiting[0] if waiting else _payout(world, account, 0, transfer["currency"], automatic=True)
    payout["amount"] += transfer["amount"]
    payout["_transfers"].append(transfer["id"])
    if not waiting:
        world.emit("payout.created", payout, account["id"])
        world.later(DAY, lambda: _depart(world, payout))


def _payout(world: World, account: Thing, amount: int, currency: str, *, automatic: bool) -> Thing:
    return world.add(
        "payout",
        "po",
        amount=amount,
        currency=currency,
        status="pending",
        automatic=automatic,
        arrival_date=world.now + 2 * DAY,
        failure_code=None,
        _account=account["id"],
        _transfers=[],
        _spent=False,
    )


def _depart(world: World, payout: Thing) -> None:
    payout["status"] = "in_transit"
    world.emit("payout.updated", payout, payout["_account"])
    world.later(DAY, lambda: _arrive(world, payout))


def _arrive(world: World, payout: Thing) -> None:
    account = world.get("account", payout["_account"])
    if account["_bank"] != "refuses":
        payout["status"] = "paid"
        world.emit("payout.paid", payout, account["id"])
        return
    payout.update(status="failed", failure_code="no_account")
    world.emit("payout.failed", payout, account["id"])
    account.update(payouts_enabled=False, requirements=_requirements("external_account"))
    _updated(world, account["id"])


def _requirements(*missing: str) -> Thing:
    return {"past_due": [], "currently_due": list(missing)}


def _updated(world: World, identifier: str) -> None:
    world.emit("account.updated", world.get("account", identifier), identifier)
