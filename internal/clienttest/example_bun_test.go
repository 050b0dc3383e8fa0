package clienttest

import (
	"context"
	"database/sql"
	"fmt"
	"log"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/mysqldialect"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// Product is a record of the object products. Without autoincrement bun asks for
// no id, and many are inserted with one request.
type Product struct {
	bun.BaseModel `bun:"table:products"`
	ID            int64  `bun:"id,pk"`
	SKU           string `bun:"sku"`
	Name          string
	Stock         *int64
}

func Example_bun() {
	server := scaletest.NewServer()
	defer server.Close()
	dsn, ctx := server.DSN(), context.Background()

	pool, err := sql.Open("scale", dsn)
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	db := bun.NewDB(pool, mysqldialect.New(mysqldialect.WithTimeLocation("UTC"))) // the zone of the DSN's loc

	var products []Product
	err = db.NewSelect().Model(&products).Where("category = ?", "Maison").Where("stock > ?", 400).OrderExpr("id").Limit(2).Scan(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range products {
		fmt.Println(p.ID, p.Name, *p.Stock)
	}

	fresh := []Product{{SKU: "P-1", Name: "Clou"}, {SKU: "P-2", Name: "Vis"}}
	result, err := db.NewInsert().Model(&fresh).Exec(ctx)
	if err != nil {
		log.Fatal(err)
	}
	ids, err := scale.InsertedIDs(result)
	if err != nil {
		log.Fatal(err)
	}
	_, err = db.NewUpdate().Model((*Product)(nil)).Set("stock = ?", 0).Where("id IN (?)", bun.In(ids)).Exec(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(ids))
	// Output:
	// 12 Maïs soufflé n° 1 409
	// 23 Café moulu n° 2 425
	// 2
}
