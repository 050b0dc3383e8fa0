-- title: Products to order
-- about: Active products of which little is left. Below zero is sold already.
-- param: below integer 60 stock below which a product is listed
-- chart: hbar x=name y=stock
SELECT name, sku, category, stock, price
FROM products
WHERE active AND stock BETWEEN -1000 AND :below
ORDER BY stock, name
