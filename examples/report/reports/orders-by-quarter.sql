-- title: Delivered, cancelled and returned orders
-- about: Quarter by quarter, in orders.
-- param: since date 2020-01-01 first day
-- chart: line x=quarter y=delivered,cancelled,returned
SELECT CONCAT(YEAR(order_date), '-Q', QUARTER(order_date)) AS quarter,
       SUM(status = 'livrée') AS delivered,
       SUM(status = 'annulée') AS cancelled,
       SUM(status = 'retournée') AS returned
FROM orders
WHERE order_date >= :since
GROUP BY quarter
ORDER BY quarter
