-- title: Best-selling products
-- about: By what was ordered of them since a day.
-- param: since date 2025-01-01 first day
-- param: top integer 12 number of products
-- param: most decimal 100000 highest amount that is believed
-- chart: hbar x=product y=revenue
SELECT p.name AS product,
       p.category,
       COUNT(*) AS orders,
       SUM(o.amount) AS revenue
FROM orders o
JOIN products p ON p.sku = o.product_sku
WHERE o.order_date >= :since
  AND o.amount BETWEEN 0 AND :most
GROUP BY p.id, p.name, p.category
ORDER BY revenue DESC, product
LIMIT :top
