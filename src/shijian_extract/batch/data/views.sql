-- What is asked for first. A figure is dated by the end of its period, or else by the day its article was published.
CREATE VIEW latest_networks AS
SELECT
    place, adcode, centers, institutes, stations, points, bases, full_coverage,
    coalesce(period_end, period_start, published_from) AS told, article, record, evidence
FROM networks
JOIN (SELECT article, published_from FROM articles) USING (article)
WHERE place IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY place, adcode ORDER BY told DESC NULLS LAST, article DESC, record DESC
) = 1
ORDER BY adcode NULLS LAST, place;

CREATE VIEW figures_by_year AS
SELECT
    place, adcode, indicator, unit,
    year(coalesce(period_end, period_start, published_from)) AS year,
    count(*) AS figures,
    min(coalesce(value, low)) AS lowest,
    max(coalesce(value, high)) AS highest,
    last(coalesce(value, low, high) ORDER BY coalesce(period_end, period_start, published_from) NULLS FIRST, article, record) AS latest,
    last(article ORDER BY coalesce(period_end, period_start, published_from) NULLS FIRST, article, record) AS latest_article
FROM figures
JOIN (SELECT article, published_from FROM articles) USING (article)
GROUP BY ALL
ORDER BY adcode NULLS LAST, place, indicator, unit, year;

CREATE VIEW order_flow_modes AS
SELECT
    f.place, f.adcode,
    coalesce(f.name, array_to_string(list_transform(f.steps, lambda step: step.action), '—')) AS mode,
    count(DISTINCT f.article) AS articles,
    min(a.published_from) AS first_published,
    max(a.published_from) AS last_published
FROM order_flows AS f
JOIN articles AS a USING (article)
GROUP BY ALL
ORDER BY f.adcode NULLS LAST, f.place, articles DESC, mode;
