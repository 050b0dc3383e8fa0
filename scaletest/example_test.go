package scaletest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/scale-sql/scale/scaletest"
)

func Example() {
	server := scaletest.NewServer(scaletest.WithData(scaletest.Data{{
		Name: "contact",
		Key:  "ID_CONTACT",
		Fields: []scaletest.Field{
			{Name: "Prenom", Type: "text", Length: 50},
			{Name: "cc_age", Type: "integer"},
			{Name: "ID_CONTACT", Type: "integer", NoWrite: true},
		},
		Records: []scaletest.Record{
			{ID: 1, Values: map[string]string{"Prenom": "Zoé", "cc_age": "41"}},
			{ID: 2, Values: map[string]string{"Prenom": "Ugo", "cc_age": "9"}},
			{ID: 3, Values: map[string]string{"Prenom": "Inès"}},
		},
	}}))
	defer server.Close()

	query := url.Values{
		"fields":  {"Prenom"},
		"filter":  {`cc_age $gte "18"`},
		"sort_by": {`{"Prenom":"asc"}`},
	}
	address := server.URL() + "/v1/datamart/" + server.Instance() + "/get_objects/contact?" + query.Encode()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	request.Header.Set("Authorization", "Bearer "+server.Token())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(response.Status, string(body))

	for _, r := range server.Requests() {
		fmt.Println(r.Method, r.Object, r.Query.Get("filter"), r.Rows)
	}
	// Output:
	// 200 OK {"objects":[{"id":"1","data":{"Prenom":"Zoé"}}]}
	// GET contact cc_age $gte "18" 1
}
