-- title: Orders by month
-- about: Orders and what they come to. Amounts below zero or beyond most are left out as typing errors.
-- param: since date 2024-01-01 first day
-- param: until date 2025-12-31 last day
-- param: most decimal 100000 highest amount that is believed
-- chart: bar x=month y=total
SELECT DATE_FORMAT(order_date, '%Y-%m') AS month,
       COUNT(*) AS orders,
       SUM(amount) AS total,
       ROUND(AVG(amount), 2) AS average
FROM orders
WHERE order_date BETWEEN :since AND :until
  AND amount BETWEEN 0 AND :most
GROUP BY month
ORDER BY month
