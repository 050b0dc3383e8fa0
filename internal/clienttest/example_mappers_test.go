package clienttest

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"time"

	"github.com/beego/beego/v2/client/orm"
	"github.com/go-gorp/gorp/v3"
	relmysql "github.com/go-rel/mysql"
	"github.com/go-rel/rel"
	"github.com/go-rel/rel/where"
	"github.com/gocraft/dbr/v2"
	"github.com/gocraft/dbr/v2/dialect"
	"github.com/upper/db/v4/adapter/mysql"
	"xorm.io/xorm"
	"xorm.io/xorm/core"

	"github.com/scale-sql/scale/scaletest"
)

// Client is a record of the object contact.
type Client struct {
	ID     int64  `xorm:"pk autoincr 'id'" db:"id"`
	Prenom string `xorm:"'Prenom'" db:"Prenom"`
}

// TableName is the object's name.
func (Client) TableName() string { return "contact" }

// Table is the object's name, to rel.
func (Client) Table() string { return "contact" }

func Example_xorm() {
	server := scaletest.NewServer()
	defer server.Close()
	instance := server.Instance()
	pool, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}

	engine, err := xorm.NewEngineWithDB("mysql", "/"+instance, core.FromDB(pool))
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	engine.DatabaseTZ, engine.TZLocation = time.UTC, time.UTC // the zone of the DSN's loc

	var client Client
	found, err := engine.ID(47001).Get(&client)
	fmt.Println(found, client.ID, err)
	// Output: true 47001 <nil>
}

func Example_mappers() {
	server := scaletest.NewServer()
	defer server.Close()
	pool, err := sql.Open("scale", server.DSN("found_rows=true"))
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()

	var byUpper, byDbr, byGorp, byRel Client
	session, err := mysql.New(pool) // of github.com/upper/db/v4/adapter/mysql
	if err != nil {
		log.Fatal(err)
	}
	if err := session.Collection("contact").Find(47001).Select("id", "Prenom").One(&byUpper); err != nil {
		log.Fatal(err)
	}

	conn := &dbr.Connection{DB: pool, Dialect: dialect.MySQL, EventReceiver: &dbr.NullEventReceiver{}}
	if err := conn.NewSession(nil).Select("id", "Prenom").From("contact").Where("id = ?", 47001).LoadOne(&byDbr); err != nil {
		log.Fatal(err)
	}

	dbmap := &gorp.DbMap{Db: pool, Dialect: gorp.MySQLDialect{Engine: "MyISAM", Encoding: "utf8mb4"}}
	if err := dbmap.SelectOne(&byGorp, "SELECT id, Prenom FROM contact WHERE id = :id", map[string]any{"id": 47001}); err != nil {
		log.Fatal(err)
	}

	repo := rel.New(relmysql.New(pool)) // of github.com/go-rel/mysql, and a DSN with found_rows=true
	repo.Instrumentation(func(context.Context, string, string, ...any) func(error) { return func(error) {} })
	if err := repo.Find(context.Background(), &byRel, where.Eq("id", 47001)); err != nil {
		log.Fatal(err)
	}
	fmt.Println(byUpper == byDbr, byDbr == byGorp, byGorp == byRel)
	// Output: true true true
}

func Example_beego() {
	server := scaletest.NewServer()
	defer server.Close()
	dsn := server.DSN()

	if err := orm.RegisterDriver("scale", orm.DRMySQL); err != nil {
		log.Fatal(err)
	}
	if err := orm.RegisterDataBase("default", "scale", dsn); err != nil {
		log.Fatal(err)
	}
	if err := orm.SetDataBaseTZ("default", time.UTC); err != nil { // the zone of the DSN's loc
		log.Fatal(err)
	}

	pool, err := orm.GetDB("default")
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	var n int
	err = orm.NewOrm().Raw("SELECT COUNT(*) FROM contact WHERE Ville = ?", "Lyon").QueryRow(&n)
	fmt.Println(n > 0, err)
	// Output: true <nil>
}
