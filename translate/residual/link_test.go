package residual

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// links shows the links of a query: "a.k>b.n" if what is read of a's k narrows b
// by its n.
func (q *Query) links() string {
	var texts []string
	for _, l := range q.Links {
		texts = append(texts, fmt.Sprintf("%s.%s>%s.%s", l.From.Alias, l.FromColumn.Name, l.To.Alias, l.ToColumn.Name))
	}
	slices.Sort(texts)
	return strings.Join(texts, " ")
}

// A table is narrowed by another one only if no row is lost by it that the
// statement would show or count.
func TestLinks(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		// Joins.
		{"SELECT 1 FROM a JOIN b ON a.k = b.n", "a.k>b.n b.n>a.k"},
		{"SELECT 1 FROM a, b WHERE a.k = b.n AND a.n > 1", "a.k>b.n b.n>a.k"},
		{"SELECT 1 FROM a JOIN b ON a.k = b.n OR a.n = 1", ""},
		{"SELECT 1 FROM a JOIN b ON a.k < b.n", ""},
		{"SELECT 1 FROM a JOIN b ON a.k <=> b.n", ""},
		{"SELECT 1 FROM a JOIN b ON a.k = a.n", ""},
		{"SELECT 1 FROM a JOIN b ON a.k = b.n + 1", ""},
		{"SELECT 1 FROM a JOIN b ON a.id = b.k", "a.id>b.k b.k>a.id"},
		{"SELECT 1 FROM a x JOIN a y ON x.k = y.k", "x.k>y.k y.k>x.k"},
		// Equal by other rules than the API's.
		{"SELECT 1 FROM a JOIN b ON a.k = b.name", ""},
		{"SELECT 1 FROM a JOIN b ON a.d = b.d", ""},
		{"SELECT 1 FROM a JOIN b ON a.at = b.at", ""},
		{"SELECT 1 FROM a JOIN b ON a.flag = b.flag", ""},
		{"SELECT 1 FROM a JOIN b ON a.name = b.name", "a.name>b.name b.name>a.name"},
		{"SELECT 1 FROM a JOIN b ON a.name = b.name COLLATE utf8mb4_bin", ""},
		// Outer joins keep the rows of one side.
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.n", "a.k>b.n"},
		{"SELECT 1 FROM a RIGHT JOIN b ON a.k = b.n", "b.n>a.k"},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.n WHERE b.n <=> a.n", "a.k>b.n"},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.n JOIN c ON c.k <=> b.k", "a.k>b.n"},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.n JOIN c ON c.k = a.k", "a.k>b.n a.k>c.k c.k>a.k"},
		// ... unless the rows of NULLs that they make can't matter.
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.n WHERE b.n = a.n", "a.k>b.n a.n>b.n b.n>a.k b.n>a.n"},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.n JOIN c ON c.k = b.k", "a.k>b.n b.k>c.k b.n>a.k c.k>b.k"},
		{"SELECT 1 FROM a RIGHT JOIN b ON a.k = b.n WHERE a.k > 1", "a.k>b.n b.n>a.k"},
		{"SELECT 1 FROM a RIGHT JOIN b USING (k) WHERE a.n > 1", "a.k>b.k b.k>a.k"},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.n LEFT JOIN c ON c.k = b.k", "a.k>b.n b.k>c.k"},
		{"SELECT 1 FROM a LEFT JOIN (b JOIN c ON b.k = c.k) ON a.k = b.n", ""},
		{"SELECT 1 FROM (a JOIN b ON a.k = b.k) LEFT JOIN c ON c.k = b.k", "a.k>b.k b.k>a.k b.k>c.k"},
		{"SELECT 1 FROM (a JOIN b ON a.k = b.k) RIGHT JOIN c ON c.k = b.k", ""},
		{"SELECT 1 FROM a JOIN (b LEFT JOIN c ON c.k = b.k) ON a.k = b.k", "a.k>b.k b.k>a.k b.k>c.k"},
		// USING.
		{"SELECT 1 FROM a JOIN b USING (k)", "a.k>b.k b.k>a.k"},
		{"SELECT 1 FROM a JOIN b USING (k, name, d)", "a.k>b.k a.name>b.name b.k>a.k b.name>a.name"},
		{"SELECT 1 FROM a LEFT JOIN b USING (k)", "a.k>b.k"},
		{"SELECT 1 FROM a RIGHT JOIN b USING (k)", "b.k>a.k"},
		{"SELECT 1 FROM a LEFT JOIN b USING (k) LEFT JOIN c USING (k)", "a.k>b.k a.k>c.k"},
		{"SELECT 1 FROM a RIGHT JOIN b USING (k) LEFT JOIN c USING (k)", "b.k>a.k b.k>c.k"},
		{"SELECT 1 FROM (SELECT k FROM a) x JOIN b USING (k)", ""},
		{"SELECT 1 FROM a LEFT JOIN (b JOIN c USING (k)) ON a.n = b.n", ""},
		// IN.
		{"SELECT 1 FROM a WHERE k IN (SELECT n FROM b)", "b.n>a.k"},
		{"SELECT 1 FROM a WHERE k IN (SELECT b.n FROM b WHERE b.k = a.n)", "a.n>b.k b.n>a.k"},
		{"SELECT 1 FROM a WHERE k NOT IN (SELECT n FROM b)", ""},
		{"SELECT 1 FROM a WHERE NOT k IN (SELECT n FROM b)", ""},
		{"SELECT 1 FROM a WHERE k IN (SELECT n FROM b) OR n = 1", ""},
		{"SELECT 1 FROM a WHERE (k IN (SELECT n FROM b)) IS FALSE", ""},
		{"SELECT 1 FROM a WHERE k IN (SELECT n FROM b LIMIT 1)", ""},
		{"SELECT 1 FROM a WHERE k IN (SELECT n FROM b UNION SELECT n FROM c)", ""},
		{"SELECT 1 FROM a WHERE k IN (SELECT -n FROM b)", ""},
		{"SELECT 1 FROM a WHERE k IN (SELECT a.n FROM b)", ""},
		{"SELECT 1 FROM a WHERE k IN (SELECT a.n FROM a y)", ""},
		{"SELECT 1 FROM a WHERE k IN (SELECT n FROM b GROUP BY n HAVING COUNT(*) > 1)", "b.n>a.k"},
		{"SELECT 1 FROM a WHERE (k, name) IN (SELECT n, name FROM b)", "b.n>a.k b.name>a.name"},
		{"SELECT 1 FROM a WHERE (k, d, name) = ANY (SELECT n + 1, d, name FROM b WHERE flag)", "b.name>a.name"},
		{"SELECT 1 FROM a WHERE (k, name) IN (SELECT x.n, y.name FROM b x JOIN b y)", ""},
		{"SELECT 1 FROM a WHERE (k, name) IN (SELECT n, name FROM b LIMIT 1)", ""},
		{"SELECT 1 FROM a WHERE (k, name) NOT IN (SELECT n, name FROM b)", ""},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.k WHERE (b.n, a.n) IN (SELECT n, k FROM c)", "a.k>b.k c.k>a.n"},
		{"SELECT k IN (SELECT n FROM b) FROM a", ""},
		{"SELECT k FROM a GROUP BY k HAVING k IN (SELECT n FROM b)", ""},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.k WHERE b.n IN (SELECT n FROM c)", "a.k>b.k"},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k IN (SELECT n FROM c)", ""},
		{"SELECT 1 FROM a RIGHT JOIN b ON b.k IN (SELECT n FROM c)", ""},
		{"SELECT 1 FROM a JOIN b ON a.k IN (SELECT n FROM c)", "c.n>a.k"},
		{"SELECT 1 FROM a LEFT JOIN (b JOIN c ON b.k IN (SELECT x.n FROM a x)) ON a.k = b.k", ""},
		// Subqueries that refer to the SELECT around them.
		{"SELECT (SELECT MAX(n) FROM b WHERE b.k = a.k) FROM a", "a.k>b.k"},
		{"SELECT (SELECT COUNT(*) FROM b LEFT JOIN c ON b.k = a.k) FROM a", ""},
		{"SELECT (SELECT COUNT(*) FROM b LEFT JOIN c ON c.k = a.k) FROM a", "a.k>c.k"},
		{"SELECT (SELECT COUNT(*) FROM b LEFT JOIN c ON c.n = b.n WHERE c.k = a.k) FROM a", "a.k>c.k b.n>c.n c.n>b.n"},
		{"SELECT (SELECT COUNT(*) FROM b LEFT JOIN c ON c.n = b.n WHERE c.k <=> a.k) FROM a", "b.n>c.n"},
		{"SELECT 1 FROM a WHERE n = (SELECT MAX(n) FROM b WHERE b.k = a.k)", "a.k>b.k"},
		// EXISTS.
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k)", "a.k>b.k b.k>a.k"},
		{"SELECT 1 FROM a WHERE EXISTS ((SELECT 1 FROM b WHERE b.k = a.k))", "a.k>b.k b.k>a.k"},
		{"SELECT 1 FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k)", "a.k>b.k"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k) OR a.n = 1", "a.k>b.k"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k OR b.n = 1)", ""},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT COUNT(*) FROM b WHERE b.k = a.k)", "a.k>b.k"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k HAVING COUNT(*) = 0)", "a.k>b.k"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k ORDER BY COUNT(*))", "a.k>b.k"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT COUNT(*) FROM b WHERE b.k = a.k GROUP BY b.n)", "a.k>b.k b.k>a.k"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k UNION SELECT 1 FROM c WHERE c.k = a.k)", "a.k>b.k a.k>c.k"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b LEFT JOIN c ON c.k = a.k)", "a.k>c.k"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b JOIN c ON c.k = a.k)", "a.k>c.k c.k>a.k"},
		{"SELECT 1 FROM a LEFT JOIN b ON EXISTS (SELECT 1 FROM c WHERE c.k = a.k)", "a.k>c.k"},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.k WHERE EXISTS (SELECT 1 FROM c WHERE c.k = b.k)", "a.k>b.k b.k>c.k"},
		{"SELECT EXISTS (SELECT 1 FROM b WHERE b.k = a.k) FROM a", "a.k>b.k"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE EXISTS (SELECT 1 FROM c WHERE c.k = a.k AND c.n = b.n))", "a.k>c.k b.n>c.n c.n>b.n"},
		{"SELECT 1 FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k AND EXISTS (SELECT 1 FROM c WHERE c.n = b.n))", "a.k>b.k b.n>c.n c.n>b.n"},
		// A derived table sees nothing of what is around it, nor it of the objects inside.
		{"SELECT 1 FROM (SELECT * FROM a) x JOIN b ON x.k = b.k", ""},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM (SELECT * FROM b) x WHERE x.k = a.k)", ""},
	} {
		if got := compiled(t, test.query).links(); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.query, got, test.want)
		}
	}
}
