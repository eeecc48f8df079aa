"""Many articles: from files, archives and tables of any size to facts that can be queried, by any number of workers."""
