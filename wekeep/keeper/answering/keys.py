"""Keys of members, sessions, roles and days: made, unlocked, locked and handed on; and second factors."""

from typing import Final

from nacl.signing import SigningKey

from wekeep.keeper.answering.handler import Handlers
from wekeep.keeper.denied import Denied
from wekeep.keeper.epochs import role_keys
from wekeep.keeper.inside import Inside
from wekeep.keeper.reading_log import STEWARDS
from wekeep.kit import keeper_messages as say
from wekeep.kit.certificates import MemberPublic, certify, is_certified
from wekeep.kit.envelope import new_key, new_pair, open_under, seal_under

# Kept once two stewards had keys.
SETTLED: Final = "two stewards"


def state(inside: Inside, _request: say.Ask) -> say.State:
    ours = inside.open
    verify_keys = (ours.secrets.verify_key, ours.secrets.alert_verify_key) if ours else (b"", b"")
    settled = bool(inside.store.meta(SETTLED))
    return say.State(ours is None, inside.is_fresh, len(inside.sessions), *verify_keys, inside.stop.holds, settled)


def unseal(inside: Inside, request: say.Unseal) -> say.Done:
    inside.unseal(request.passphrase)
    return say.Done()


def make_member(inside: Inside, request: say.MakeMember) -> say.Unlocked:
    now, ours = inside.now(), inside.opened()
    (box_private, box), (seed, signing) = new_pair(), _new_signing()
    private = box_private + seed
    bare = MemberPublic(request.member, box, signing, now)
    public = MemberPublic(request.member, box, signing, now, certify(bare, ours.secrets.signing))
    ours.log.append(now, who=request.member, power="member key")
    secret = say.MemberSecret(public, seal_under(request.key, _purpose(public), private))
    return say.Unlocked(inside.sessions.begin(request.member, private, now), (secret,))


def unlock(inside: Inside, request: say.Unlock) -> say.Unlocked:
    public = request.secret.public
    is_certified(public, inside.opened().secrets.verify_key)
    private = open_under(request.key, _purpose(public), request.secret.sealed)
    return say.Unlocked(inside.sessions.begin(public.member, private, inside.now()), ())


def is_unlocked(inside: Inside, request: say.IsUnlocked) -> say.Count:
    inside.opened()  # while it is sealed it says so, because words unlock nothing then
    lives = inside.sessions.lives(request.session, request.member, inside.now(), used=request.used)
    return say.Count(int(lives))


def lock(inside: Inside, request: say.Lock) -> say.Done:
    if request.session:
        inside.sessions.end(request.session)
        return say.Done()
    inside.sessions.end_all(request.member)
    if request.member:
        # whoever is locked by others, or because their cookies were stolen, asked for nothing
        inside.approvals.take_back(member=request.member)
    if inside.open and not request.member:
        inside.open.log.append(inside.now(), who=request.by, power="lock everyone")
    return say.Done()


def make_epochs(inside: Inside, request: say.MakeEpochs) -> say.EpochsMade:
    now, ours = inside.now(), inside.opened()
    with inside.store.transaction():
        made = tuple(ours.epochs.make(wanted, now) for wanted in request.wanted)
        for one in made:
            if (one.public.zone, one.public.role) == STEWARDS:
                ours.log.seal_to_stewards(one.public)
                _settle(inside, len(one.wraps))
        lines = [[w.zone, w.role, w.number, [h.member for h in w.holders]] for w in request.wanted]
        ours.log.append(now, who=request.by, power="role keys", lines=lines)
    return say.EpochsMade(made)


def lend(inside: Inside, request: say.LendForReseal) -> say.Done:
    now, ours = inside.now(), inside.opened()
    _member, private = inside.sessions.use(request.session, now)
    for line, key in role_keys(private, request.roles).items():
        ours.epochs.lend(line, key, now)
        if line[:2] == STEWARDS and line[2] < ours.epochs.newest(*STEWARDS):
            ours.log.hand_over(line[2], key)
    return say.Done()


def reseal(inside: Inside, request: say.Reseal) -> say.Wraps:
    return say.Wraps(inside.opened().epochs.reseal(request.old, request.new, request.wraps, inside.now()))


def stock_buckets(inside: Inside, _request: say.StockBuckets) -> say.BucketsAre:
    return say.BucketsAre(inside.opened().buckets.stock(inside.now()))


def service_key(inside: Inside, _request: say.AskServiceKey) -> say.ServiceKeyIs:
    return say.ServiceKeyIs(inside.opened().service.public)


def draw_factor(inside: Inside, request: say.DrawFactor) -> say.Factor:
    return inside.opened().factors.draw(request.member)


def check_factor(inside: Inside, request: say.CheckFactor) -> say.Count:
    now, ours = inside.now(), inside.opened()
    try:
        return say.Count(int(ours.factors.check(request, now)))
    except Denied:
        ours.log.append(now, who=request.member, power="too many wrong codes")
        raise


def _settle(inside: Inside, stewards: int) -> None:
    if stewards > 1:
        inside.store.set_meta(SETTLED, b"1")


def _new_signing() -> tuple[bytes, bytes]:
    """A fresh Ed25519 pair: seed, public."""
    seed = new_key()
    return seed, bytes(SigningKey(seed).verify_key)


def _purpose(public: MemberPublic) -> str:
    return f"member {public.member} {public.box.hex()}"


HANDLERS: Final[Handlers] = {
    say.Ask: state,
    say.Unseal: unseal,
    say.MakeMember: make_member,
    say.Unlock: unlock,
    say.IsUnlocked: is_unlocked,
    say.Lock: lock,
    say.MakeEpochs: make_epochs,
    say.LendForReseal: lend,
    say.Reseal: reseal,
    say.StockBuckets: stock_buckets,
    say.AskServiceKey: service_key,
    say.DrawFactor: draw_factor,
    say.CheckFactor: check_factor,
}
