package residual

import (
	"strings"
	"testing"
)

// A LEFT JOIN is an inner join in effect if its WHERE can't be true of a row of
// NULLs.
func TestInnerJoins(t *testing.T) {
	for where, inner := range map[string]bool{
		"b.k = 1":                          true,
		"1 <> b.k":                         true,
		"b.k = a.k":                        true,
		"b.k + a.n > 1":                    true,
		"-b.k < 1":                         true,
		"b.name LIKE 'a%'":                 true,
		"b.name NOT LIKE 'a%'":             true,
		"b.name REGEXP 'a'":                true,
		"b.name = ''":                      true,
		"b.name COLLATE utf8mb4_bin = 'a'": true,
		"b.k IN (1, 2)":                    true,
		"b.k NOT IN (1, 2)":                true,
		"b.k BETWEEN a.k AND 5":            true,
		"b.k NOT BETWEEN 1 AND 5":          true,
		"b.k IS NOT NULL":                  true,
		"b.flag":                           true,
		"NOT b.flag":                       true,
		"b.flag IS TRUE":                   true,
		"b.flag IS FALSE":                  true,
		"NOT (b.k = 1 OR b.n = 2)":         true,
		"NOT (b.k = 1 AND b.n = 2)":        true,
		"b.k = 1 OR b.n = 2":               true,
		"b.k = 1 OR a.k = 1 AND b.n = 2":   true,
		"(a.k = 1 OR a.n = 1) AND (b.k > 1 OR b.n > 1)": true,
		"YEAR(b.day) = 2024":                            true,
		"CONCAT(UPPER(b.name), a.name) = 'x'":           true,
		"CAST(b.name AS SIGNED) = 1":                    true,

		"b.k IS NULL":                                    false,
		"NOT b.k IS NOT NULL":                            false,
		"b.flag IS NOT TRUE":                             false,
		"b.k <=> 1":                                      false,
		"NOT b.k <=> 1":                                  false,
		"a.k = 1":                                        false,
		"a.k = 1 OR b.k = 1":                             false,
		"NOT (a.k = 1 AND b.k = 1)":                      false,
		"b.k = 1 XOR a.k = 1":                            false,
		"IFNULL(b.k, 1) = 1":                             false,
		"COALESCE(b.name, 'x') = 'x'":                    false,
		"CONCAT_WS(',', b.name, 'x') = 'x'":              false,
		"IF(b.k = 1, 0, 1)":                              false,
		"CASE WHEN b.k = 1 THEN 0 ELSE 1 END":            false,
		"ISNULL(b.k)":                                    false,
		"b.k NOT IN (SELECT k FROM c)":                   false,
		"b.k > ALL (SELECT k FROM c)":                    false,
		"1 IN (b.k, 1)":                                  false,
		"1 BETWEEN 0 AND b.k OR 1":                       false,
		"1 NOT BETWEEN 2 AND b.k":                        false,
		"EXISTS (SELECT 1 FROM c WHERE c.k = b.k)":       false,
		"NOT EXISTS (SELECT 1 FROM c WHERE c.k = b.k)":   false,
		"(b.k, 1) <> (1, 2)":                             false,
		"a.k = (SELECT COUNT(*) FROM c WHERE c.k = b.k)": false,
		"EXISTS (SELECT 1 FROM c LEFT JOIN a x ON x.k = c.k WHERE b.k = 1)": false,
	} {
		query := "SELECT 1 FROM a LEFT JOIN b ON a.k = 1 WHERE " + where
		q, err := compileQuery(t, query, nil)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if strings.Contains(q.Body, " LEFT JOIN t2 ") == inner {
			t.Errorf("%s: an inner join should be %v: %s", query, inner, q.Body)
		}
	}
}
