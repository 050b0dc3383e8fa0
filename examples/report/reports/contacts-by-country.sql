-- title: Contacts by country
-- about: How many there are, and how many of them read the newsletter.
-- param: status text '' client, prospect, or '' for all
-- chart: bar x=country y=contacts,newsletter
SELECT CASE WHEN Pays = '' THEN '(none)' ELSE Pays END AS country,
       COUNT(*) AS contacts,
       SUM(CASE WHEN newsletter THEN 1 ELSE 0 END) AS newsletter
FROM contact
WHERE :status = '' OR status = :status
GROUP BY country
ORDER BY contacts DESC
