def find_places(*a, **k): return ()
