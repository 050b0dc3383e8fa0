package translate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/scale-sql/scale/schema"
)

// rest shows what a plan asks besides its filter.
func rest(p *Plan, err error) string {
	if err != nil || p.Request == nil {
		return outcome(p, err)
	}
	var b strings.Builder
	for _, k := range p.Request.Sort {
		fmt.Fprintf(&b, "%s %s, ", k.Field, map[bool]string{false: "asc", true: "desc"}[k.Desc])
	}
	text := strings.TrimSuffix(b.String(), ", ")
	if p.Request.Limit != schema.NoLimit {
		text += fmt.Sprintf(" limit %d", p.Request.Limit)
	}
	if p.Request.Offset != 0 {
		text += fmt.Sprintf(" offset %d", p.Request.Offset)
	}
	return strings.TrimSpace(text)
}

func checkRest(t *testing.T, o *schema.Object, opt *Options, query string, rows []row) {
	t.Helper()
	for _, r := range rows {
		got := rest(selectPlan(o, opt, query+" "+r.where, r.args...))
		if !matches(got, r.want) {
			t.Errorf("%s %s  %v\n got %s\nwant %s", query, r.where, r.args, got, r.want)
		}
	}
}

func TestOrderBy(t *testing.T) {
	checkRest(t, object(t, contactFields), defaults(), "SELECT Nom, age AS a, solde AS Statut FROM contact c ORDER BY", []row{
		{`Nom`, nil, `Nom asc`},
		{`NOM DESC`, nil, `Nom desc`},
		{`(Nom) ASC, age DESC`, nil, `Nom asc, age desc`},
		{`c.Nom`, nil, `Nom asc`},
		{`a`, nil, `age asc`},
		{`A DESC`, nil, `age desc`},
		{`Statut`, nil, `solde asc`},
		{`c.Statut`, nil, `Statut asc`},
		{`2, 1 DESC`, nil, `age asc, Nom desc`},
		{`Nom, 1 DESC, nom`, nil, `Nom asc`},
		{`NULL`, nil, ``},
		{`'Nom'`, nil, ``},
		{`TRUE, Nom`, nil, `Nom asc`},
		{`?`, v(int64(1)), ``},
		{`naissance DESC`, nil, `naissance desc`},
		{`Nom, vu DESC`, nil, `Nom asc, vu desc`},
		{`naissance, id`, nil, `unsupported: ...sorts apart`},
		{`naissance, vu DESC`, nil, `unsupported: ...sorts apart`},
		{`id`, nil, `ID_CONTACT asc`},
		{`id DESC, Nom`, nil, `ID_CONTACT desc`},
		{`Nom, id, age`, nil, `Nom asc, ID_CONTACT asc`},
		{`ID_CONTACT, id`, nil, `ID_CONTACT asc`},
		{`id, actif`, nil, `ID_CONTACT asc`},
		{`id, nosuch`, nil, `error: ...unknown column "nosuch"`},
		{`0`, nil, `error: ...ORDER BY 0: the select list has 3 columns`},
		{`4`, nil, `error: ...ORDER BY 4: the select list has 3 columns`},
		{`99999999999999999999`, nil, `error: ...the select list has 3 columns`},
		{`nosuch`, nil, `error: ...unknown column "nosuch"`},
		{`contact.Nom`, nil, `error: ..."contact" is no table of this statement; its table is called "c"`},
		{`secret`, nil, `error: ...may not be read`},
		{`actif`, nil, `unsupported: ...ORDER BY actif: the API sorts a boolean by its spelling`},
		{`heure`, nil, `unsupported: ...ORDER BY heure: the documents don't say`},
		{`UPPER(Nom)`, nil, `unsupported: ...ORDER BY upper(Nom): the API sorts by columns only`},
		{`UPPER(nosuch)`, nil, `unsupported: ...columns only`},
		{`age + 1`, nil, `unsupported: ...the API sorts by columns only`},
		{`Nom COLLATE utf8mb4_bin`, nil, `unsupported: ...the API sorts by columns only`},
		{`BINARY Nom`, nil, `unsupported: ...the API sorts by columns only`},
		{"`nom complet`", nil, `nom complet asc`},
	})
	checkRest(t, object(t, contactFields), defaults(), "SELECT Nom AS x, age AS x, age AS y, AGE AS y, Statut, Nom AS statut FROM contact ORDER BY", []row{
		{`x`, nil, `error: ...ORDER BY x is ambiguous`},
		{`y`, nil, `age asc`},
		{`statut`, nil, `error: ...ORDER BY statut is ambiguous`},
	})
	checkRest(t, object(t, keyless), defaults(), "SELECT Nom FROM contact ORDER BY", []row{
		{`id`, nil, `unsupported: ...ORDER BY id: the metadata of object "contact" has no field that stands for the id; name one with key_field in the DSN`},
		{`Nom`, nil, `Nom asc`},
	})
	checkRest(t, object(t, textKey), defaults(), "SELECT Nom FROM contact ORDER BY", []row{
		{`id`, nil, `unsupported: ...ORDER BY id: the metadata doesn't say that the key field "ID_CONTACT" is a number`},
	})
	binary := defaults()
	binary.BinaryCollation = true
	checkRest(t, object(t, contactFields), binary, "SELECT Nom FROM contact ORDER BY", []row{
		{`Nom`, nil, `unsupported: ...ORDER BY Nom: text compares by its bytes here`},
		{`age`, nil, `age asc`},
	})
}

func TestLimit(t *testing.T) {
	checkRest(t, object(t, contactFields), defaults(), "SELECT Nom FROM contact", []row{
		{``, nil, ``},
		{`LIMIT 10`, nil, `limit 10`},
		{`LIMIT 10 OFFSET 20`, nil, `limit 10 offset 20`},
		{`LIMIT 20, 10`, nil, `limit 10 offset 20`},
		{`LIMIT ? OFFSET ?`, v(int64(10), int64(20)), `limit 10 offset 20`},
		{`LIMIT ?, ?`, v(int64(20), int64(10)), `limit 10 offset 20`},
		{`LIMIT ?`, v(uint64(1 << 63)), ``},
		{`LIMIT ?`, v(10.0), `limit 10`},
		{`LIMIT 0`, nil, `no request`},
		{`WHERE UPPER(Nom) = 'A' LIMIT 0`, nil, `no request`},
		{`WHERE nosuch = 'A' LIMIT 0`, nil, `error: ...unknown column`},
		{`LIMIT 18446744073709551615`, nil, ``},
		{`LIMIT 18446744073709551615 OFFSET 5`, nil, `offset 5`},
		{`LIMIT 5 OFFSET 18446744073709551615`, nil, `no request`},
		{`LIMIT 5 OFFSET 9223372036854775807`, nil, `no request`},
		{`LIMIT 1000000000000`, nil, `limit 1000000000000`},
		{`LIMIT ?`, v(int64(-1)), `error: ...LIMIT must be a whole number of 0 or more, or a placeholder for one, not -1`},
		{`LIMIT ?`, v(1.5), `error: ...LIMIT must be a whole number of 0 or more, or a placeholder for one, not 1.5`},
		{`LIMIT ?`, v("10"), `error: ...LIMIT must be a whole number of 0 or more, or a placeholder for one, not '10'`},
		{`LIMIT ?`, v(nil), `error: ...LIMIT must be a whole number of 0 or more, or a placeholder for one, not NULL`},
		{`LIMIT 1 OFFSET ?`, v("x"), `error: ...OFFSET must be a whole number of 0 or more, or a placeholder for one, not 'x'`},
		{`LIMIT -1`, nil, `error: ...`},
		{`LIMIT 1+1`, nil, `error: ...`},
		{`LIMIT Nom`, nil, `error: ...`},
	})
}

func TestOutputs(t *testing.T) {
	for _, r := range []struct{ list, want string }{
		{`*`, `id=id/-1 ID_CONTACT=ID_CONTACT/0 Nom=Nom/1 Statut=Statut/2 age=age/3 solde=solde/4 actif=actif/5 naissance=naissance/6 vu=vu/7 heure=heure/8 nom complet=nom complet/9`},
		{`c.*`, `id=id/-1 ID_CONTACT=ID_CONTACT/0 Nom=Nom/1 Statut=Statut/2 age=age/3 solde=solde/4 actif=actif/5 naissance=naissance/6 vu=vu/7 heure=heure/8 nom complet=nom complet/9`},
		{`nom, NOM, Nom`, `nom=Nom/0 NOM=Nom/0 Nom=Nom/0`},
		{`id, ID, age AS id`, `id=id/-1 ID=id/-1 id=age/0`},
		{`c.nom, demo.c.age`, `nom=Nom/0 age=age/1`},
		{`nom AS Le_Nom, age "l'âge", (age)`, `Le_Nom=Nom/0 l'âge=age/1 age=age/1`},
		{"age, `nom complet`, age", `age=age/0 nom complet=nom complet/1 age=age/0`},
		{`id`, `id=id/-1`},
		{`nosuch`, `error: unknown column "nosuch" in object "contact"`},
		{`soldes`, `error: unknown column "soldes" in object "contact"; did you mean "solde"?`},
		{`secret`, `error: column "secret" of object "contact" may not be read: its metadata says read "N" for this API profile`},
		{`contact.*`, `error: "contact" is no table of this statement; its table is called "c"`},
		{`prod.c.*`, `error: "prod" is not the instance of this connection, which is "demo"`},
		{`UPPER(nom)`, `unsupported: ...select list: upper(nom): the API answers columns only, not expressions`},
		{`UPPER(nosuch)`, `error: ...unknown column "nosuch"`},
		{`COUNT(*)`, `unsupported: ...select list: count(*)`},
		{`1`, `unsupported: ...select list: 1`},
		{`DISTINCT nom`, `unsupported: ...DISTINCT`},
		{`(SELECT 1)`, `unsupported: ...select list`},
	} {
		p, err := selectPlan(object(t, contactFields), defaults(), "SELECT "+r.list+" FROM contact c")
		got := outcome(p, err)
		if err == nil {
			var outs []string
			for _, o := range p.Outputs {
				outs = append(outs, fmt.Sprintf("%s=%s/%d", o.Label, o.Column.Name, o.Cell))
				if o.Cell >= 0 && p.Request.Fields[o.Cell] != o.Column {
					t.Errorf("%s: the cell of %q is that of field %q", r.list, o.Label, p.Request.Fields[o.Cell].Name)
				}
			}
			got = strings.Join(outs, " ")
		}
		if !matches(got, r.want) {
			t.Errorf("SELECT %s\n got %s\nwant %s", r.list, got, r.want)
		}
	}
}

func TestUnsupportedStatements(t *testing.T) {
	for _, r := range []struct{ query, want string }{
		{`SELECT Nom FROM contact GROUP BY Nom`, `unsupported: ...GROUP BY`},
		{`SELECT Nom FROM contact HAVING Nom = 'a'`, `unsupported: ...HAVING`},
		{`SELECT Nom FROM contact UNION SELECT Nom FROM contact`, `unsupported: ...UNION`},
		{`SELECT Nom FROM contact, orders`, `unsupported: ...one object at a time`},
		{`SELECT Nom FROM contact JOIN orders ON 1 = 1`, `unsupported: ...one object at a time`},
		{`SELECT Nom FROM (SELECT Nom FROM contact) x`, `unsupported: ...objects, not subqueries`},
		{`SELECT 1`, `unsupported: ...a SELECT without FROM`},
		{`SELECT Nom FROM prod.contact`, `error: ..."prod" is not the instance of this connection`},
		{`SELECT Nom FROM contact FOR UPDATE`, `unsupported: ...FOR UPDATE`},
		{`SELECT Nom FROM contact LOCK IN SHARE MODE`, `unsupported: ...`},
		{`DELETE FROM contact`, `unsupported: ...DELETE`},
		{`UPDATE contact SET Nom = 'a'`, `unsupported: ...`},
		{`INSERT INTO contact (Nom) VALUES ('a')`, `unsupported: ...`},
		{`CREATE TABLE contact (a int)`, `unsupported: ...CREATE`},
		{`DELETE FROM contact`, `unsupported: ...mark it by an UPDATE`},
		{`TRUNCATE TABLE contact`, `unsupported: ...TRUNCATE: the API has no way to delete a record`},
		{`ALTER TABLE contact ADD COLUMN a int`, `unsupported: ...ALTER: the API has no way to change an object's fields; change them in Scal-e`},
		{`LOCK TABLES contact READ`, `unsupported: ...LOCK: the API has no locks`},
		{`CALL p()`, `unsupported: ...CALL: the API has no procedures`},
		{`FLUSH TABLES`, `unsupported: ...FLUSH: the API has nothing like it; there are SELECT, INSERT`},
		{`SHOW TABLES`, `unsupported: ...`},
		{`(SELECT Nom FROM contact)`, `every row`},
		{`SELECT Nom FROM DEMO.contact`, `every row`},
	} {
		if got := outcome(selectPlan(object(t, contactFields), defaults(), r.query)); !matches(got, r.want) {
			t.Errorf("%s\n got %s\nwant %s", r.query, got, r.want)
		}
	}
}
