-- title: Orders by status
-- about: How many orders stand where.
-- param: since date 2020-01-01 first day
-- chart: pie x=state y=orders
SELECT CASE WHEN status = '' THEN '(none)' ELSE status END AS state,
       COUNT(*) AS orders
FROM orders
WHERE order_date >= :since
GROUP BY state
ORDER BY orders DESC
