"""Apache Parquet: a row a link, its segments and notes as lists of structs, document and texts in every row.

Files named `<document>/<source>--<target>.parquet` in one folder are a corpus, which DuckDB, Spark, Dask and Trino read
at once: `SELECT * FROM 'corpus/*/*.parquet'`. The schema's metadata (`hexapla`) describes document and texts in full.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

from hexapla.errors import BadImportError
from hexapla.formats.incoming import Choice, File, Found, Warnings, assemble
from hexapla.formats.jsonl import head, head_from_json, link_as_json, row_from_json
from hexapla.formats.options import Options
from hexapla.model import Alignment

_KEY = b"hexapla"
MOST_ROWS = 20_000_000


def _schema(alignment: Alignment) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    segment = pa.struct([("number", pa.int32()), ("text", pa.string()), ("starts_paragraph", pa.bool_())])
    note = pa.struct([(name, pa.int64() if name == "id" else pa.string()) for name in _NOTE])
    fields = [
        ("document", pa.string()),
        ("source_text", pa.string()),
        ("target_text", pa.string()),
        ("source_language", pa.string()),
        ("target_language", pa.string()),
        ("position", pa.int32()),
        ("id", pa.string()),
        ("source", pa.list_(segment)),
        ("target", pa.list_(segment)),
        ("status", pa.string()),
        ("kind", pa.string()),
        ("confidence", pa.float64()),
        ("confirmed_hash", pa.string()),
        ("notes", pa.list_(note)),
    ]
    about = json.dumps(head(alignment), ensure_ascii=False).encode()
    return pa.schema(fields, metadata={_KEY: about})


_NOTE = ("id", "text", "author", "created", "kind")


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    same = {
        "document": alignment.document.name,
        "source_text": alignment.source.info.name,
        "target_text": alignment.target.info.name,
        "source_language": alignment.source.info.language,
        "target_language": alignment.target.info.language,
    }
    rows = [
        {**same, "position": place, **link_as_json(link, options)}
        for place, link in enumerate(options.links(alignment), 1)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, _schema(alignment)), out, compression="zstd")
    return out.getvalue()


def load(files: Sequence[File], choice: Choice) -> Found:
    """Read the file; raise `BadImportError` where it is none of Hexapla's."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file, warnings = files[0], Warnings()
    try:
        parquet = pq.ParquetFile(io.BytesIO(file.data))
        if parquet.metadata.num_rows > MOST_ROWS:
            raise BadImportError(file.name, f"the file claims more than {MOST_ROWS:,} rows. Take a part of it.")
        about = json.loads((parquet.schema_arrow.metadata or {})[_KEY])
        values = parquet.read().to_pylist()
    except (pa.ArrowException, OSError, KeyError, ValueError, TypeError):
        problem = "this is no Parquet file of Hexapla's, or a damaged one. Export it anew."
        raise BadImportError(file.name, problem) from None
    try:
        described = head_from_json(about, choice)
        values.sort(key=lambda value: value.get("position") or 0)
        rows = [row_from_json(value, number, warnings) for number, value in enumerate(values, 1)]
    except (KeyError, TypeError, ValueError, AttributeError) as failure:
        problem = f"a row does not follow the format ({failure!r}). docs/formats.md describes it."
        raise BadImportError(file.name, problem) from None
    return Found(assemble(file.name, rows, described, warnings), warnings.all())
