-- title: Clients who weren't heard of
-- about: Clients with a balance and no interaction for a long time, the longest first.
-- param: before date 2016-01-01 last interaction before this day
-- param: balance decimal 1000 lowest balance
-- param: rows integer 25 number of rows
SELECT id, Prenom, Nom, Ville, solde, date_last_interaction
FROM contact
WHERE status = 'client'
  AND date_last_interaction < :before
  AND solde BETWEEN :balance AND 1000000
ORDER BY date_last_interaction
LIMIT :rows
