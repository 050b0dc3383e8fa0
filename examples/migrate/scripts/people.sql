-- People whom the shops of Lille have met, and what follows from it.

INSERT INTO products (sku, name, price)
VALUES ('L-001', 'Carte de fidélité; Lille', 0), ('L-002', 'Sac', 1.50);

-- load: people.csv delimiter=; empty=null
INSERT INTO contact (Prenom, Nom, cc_age, Ville) VALUES (:first, :last, :age, 'Lille');

UPDATE contact SET newsletter = TRUE WHERE Ville = 'Lille' AND cc_age >= 18;
