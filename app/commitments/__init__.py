"""Commitments (bản cam kết): who promised what, who has not signed yet, the signed paper coming back.

The moves, drawn by `flask diagram`:

stateDiagram-v2
    drafted --> printed: print
    printed --> printed: print
    declined --> signed: sign
    drafted --> signed: sign
    printed --> signed: sign
    drafted --> declined: decline
    printed --> declined: decline
    signed --> withdrawn: withdraw
    signed --> expired: expire
    expired --> renewed: renew
    signed --> renewed: renew
    expired --> kept: keep
    renewed --> kept: keep
    signed --> kept: keep
    expired --> partly-kept: keep-partly
    renewed --> partly-kept: keep-partly
    signed --> partly-kept: keep-partly
    expired --> not-kept: break
    renewed --> not-kept: break
    signed --> not-kept: break
    kept --> signed: judge-again
    not-kept --> signed: judge-again
    partly-kept --> signed: judge-again
    declined --> printed: reopen
    signed --> printed: reopen
    withdrawn --> printed: reopen

End of the moves.
"""
