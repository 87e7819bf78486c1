"""Which nodes belong together: Louvain communities of the graph, the same on every machine."""

from kg.graph import Graph


def find_communities(graph: Graph) -> dict[str, int]:
    """The community of each node, numbered from 0 by falling size, then by the first id in it.

    Edges count by their independent origins, whatever the relation: who is in the same news.
    """
    import networkx as nx

    names = sorted(graph.nodes)
    number = {name: i for i, name in enumerate(names)}
    ties: nx.Graph[int] = nx.Graph()
    ties.add_nodes_from(range(len(names)))  # numbers, because sets of strings change order between runs
    for edge in graph.edges:
        one, two = sorted((number[edge.actor], number[edge.recipient]))
        known = ties.edges[one, two]["weight"] if ties.has_edge(one, two) else 0
        ties.add_edge(one, two, weight=known + edge.origins)
    found = nx.community.louvain_communities(ties, seed=0)
    ordered = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members[0]))
    return {names[i]: rank for rank, members in enumerate(ordered) for i in members}
