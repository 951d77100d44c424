"""Which names a text holds: words with their inflections, and the matcher over all names.

Below everything that asks: publishing links the names, quality looks for circles in them.
"""
