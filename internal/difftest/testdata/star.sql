-- Whole rows, names and labels.
SELECT * FROM contact ORDER BY id;
SELECT * FROM orders ORDER BY id;
SELECT * FROM products;
SELECT id, Nom FROM contact WHERE cc_age > 50 ORDER BY cc_age, id LIMIT 10;
