"""Places: the dated directory of provinces and communes, and the authorities that own rows.

An authority is a people's committee that works with the program; it owns its hamlets, units, signers and local
rules. A name is always asked with a day, since places are merged and renamed while papers keep the old name.
"""
