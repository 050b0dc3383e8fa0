package clienttest

import (
	"context"
	"database/sql"
	"fmt"
	"log"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"github.com/scale-sql/scale/scaletest"
)

func Example_ent() {
	server := scaletest.NewServer()
	defer server.Close()
	dsn, ctx := server.DSN(), context.Background()

	pool, err := sql.Open("scale", dsn)
	if err != nil {
		log.Fatal(err)
	}
	driver := entsql.OpenDB(dialect.MySQL, pool) // generated code: ent.NewClient(ent.Driver(driver))
	defer driver.Close()

	contacts := entsql.Dialect(dialect.MySQL).Select("Nom").From(entsql.Table("contact")).
		Where(entsql.And(entsql.EQ("Ville", "Lyon"), entsql.LT("cc_age", 10))).OrderBy("id").Limit(2)
	query, args := contacts.Query()
	rows := &entsql.Rows{}
	if err := driver.Query(ctx, query, args, rows); err != nil {
		log.Fatal(err)
	}
	var names []string
	if err := entsql.ScanSlice(rows, &names); err != nil {
		log.Fatal(err)
	}
	fmt.Println(names)
	// Output: [Fraïssé Zévaco]
}
