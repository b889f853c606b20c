"""One page of each kind on the portal of 示例市, by address."""

KINDS = {
    "home": "",
    "plans": "plans/",
    "plan": "plans/shilishi-2025/",
    "task": "plans/shilishi-2025/1.1/",
    "years": "years/",
    "year": "years/2025/",
    "regions": "regions/",
    "region": "regions/shilishi/",
    "units": "units/",
    "unit": "units/shilishi/caizhengju/",
    "numbers": "numbers/",
    "column": "columns/tongzhi/",
    "listing": "columns/tongzhi/page-2/",
    "document": "documents/guifan-bianhao/",
    "search": "search/",
    "data": "data/",
    "not_found": "404.html",
    "withdrawn": "withdrawn/documents/renshi-2/",
}
