package scaletest

import (
	"fmt"
	"strconv"
)

func sampleProducts() Object {
	o := Object{
		Name: "products", Key: "ID_PRODUCTS",
		Fields: []Field{
			{Name: "ID_PRODUCTS", Type: "integer", NoWrite: true},
			{Name: "sku", Type: "text", Length: 20},
			{Name: "name", Type: "text", Length: 100},
			{Name: "category", Type: "choice", Length: 20},
			{Name: "price", Type: "decimal"},
			{Name: "stock", Type: "integer"},
			{Name: "launched", Type: "date"},
			{Name: "active", Type: "boolean"},
		},
	}
	d := &dice{state: 1 << 40}
	for i := range 200 {
		name := fmt.Sprintf("%s n° %d", sampleProductNames[i%len(sampleProductNames)], 1+i/len(sampleProductNames))
		o.Records = append(o.Records, Record{ID: int64(1 + i + i/50), Values: map[string]string{
			"sku":      fmt.Sprintf("P-%05d", 7*i),
			"name":     name,
			"category": pick(d, []string{"Épicerie", "Maison", "Jeux", "Mode", "", "Beauté & santé"}),
			"price":    d.decimal(300),
			"stock":    d.integer(500),
			"launched": d.date(2018, 8),
			"active":   d.boolean(),
		}})
	}
	return o
}

func sampleOrders(contacts, products Object) Object {
	o := Object{
		Name: "orders", Key: "ID_ORDERS",
		Fields: []Field{
			{Name: "ID_ORDERS", Type: "integer", NoWrite: true},
			{Name: "reference", Type: "text", Length: 20},
			{Name: "contact_id", Type: "integer"},
			{Name: "product_sku", Type: "text", Length: 20},
			{Name: "amount", Type: "decimal"},
			{Name: "quantity", Type: "integer"},
			{Name: "status", Type: "choice", Length: 20},
			{Name: "order_date", Type: "date"},
			{Name: "created_at", Type: "datetime"},
			{Name: "pickup_time", Type: "time"},
			{Name: "paid", Type: "boolean"},
			{Name: "email_client", Type: "email", Length: 100, Personal: true},
			{Name: "comment", Type: "memo"},
			{Name: "internal_code", Type: "text", Length: 32, NoRead: true},
			{Name: "invoice_number", Type: "text", Length: 20, NoWrite: true},
		},
	}
	d := &dice{state: 1 << 41}
	id := int64(100)
	for i := range 5000 {
		id += int64(1 + d.roll(2)*d.roll(5))
		o.Records = append(o.Records, sampleOrder(d, i, id, pick(d, contacts.Records), pick(d, products.Records)))
	}
	return o
}

// sampleOrder is an order of a contact. One in 15 has none.
func sampleOrder(d *dice, i int, id int64, contact, product Record) Record {
	buyer := strconv.FormatInt(contact.ID, 10)
	r := Record{ID: id, Values: map[string]string{
		"reference":      fmt.Sprintf("CMD-%d-%05d", 2020+i%6, i),
		"contact_id":     buyer,
		"product_sku":    product.Values["sku"],
		"amount":         d.decimal(2000),
		"quantity":       d.integer(20),
		"status":         pick(d, []string{"livrée", "livrée", "en cours", "annulée", "retournée", ""}),
		"order_date":     d.date(2020, 6),
		"created_at":     d.datetime(2020, 6),
		"pickup_time":    pick(d, []string{"", "", d.clock(), d.clock()}),
		"paid":           d.boolean(),
		"email_client":   contact.Values["EMail"],
		"comment":        d.text(),
		"internal_code":  fmt.Sprintf("%08x", uint32(scramble(uint64(i)))),
		"invoice_number": fmt.Sprintf("F%06d", 3*i),
	}}
	if d.one(15) {
		r.Values["contact_id"] = ""
		return r
	}
	r.Links = map[string]string{"contact": buyer}
	return r
}
