"""Signing identities, signing a PDF, and checking a signed one. Only owner of pyHanko.

``refusals``, ``certificate`` and ``identity`` load quickly. ``pkcs12``, ``pkcs11`` and ``verify``
load pyHanko, which takes about 0.3 s: import them when someone signs or checks, not at start-up.
"""
