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
    declined --> printed: reopen
    signed --> printed: reopen

End of the moves.
"""
