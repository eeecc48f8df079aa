"""Display: what was found or counted, for people to read.

Receives plain data as the other rooms give it (articles in their public JSON form, scores and misses as their
`to_dict`) and gives tables, marked text and lines for the terminal. It decides nothing and computes nothing: what is
not in the data is not shown, and an absent value is a dash. Refuses nothing of its own: data of another shape raises
`KeyError`.
"""
