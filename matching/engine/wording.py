"""How the engine writes distances in French sentences."""


def kilometres(metres: int) -> str:
    """«3,4 km» below ten kilometres, «34 km» above."""
    if metres < 10_000:
        tenths = (metres + 50) // 100
        whole, tenth = divmod(tenths, 10)
        return f"{whole},{tenth} km" if tenth else f"{whole} km"
    return f"{(metres + 500) // 1000} km"


def precise_kilometres(metres: int, bound_km: int) -> str:
    """Like :func:`kilometres`, with a tenth where rounding would read as the bound itself."""
    if (metres + 500) // 1000 != bound_km:
        return kilometres(metres)
    tenths = -(-metres // 100) if metres > bound_km * 1000 else metres // 100
    whole, tenth = divmod(tenths, 10)
    return f"{whole},{tenth} km" if tenth else f"{whole} km"
