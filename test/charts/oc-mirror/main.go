// Command oc-mirror-images prints the images that oc-mirror finds in a chart, as JSON.
// It renders as getHelmTemplates of oc-mirror v2 does (internal/pkg/helm/local_stored_collector.go): the engine
// of Helm 3, no release name, no values, the default capabilities of the library, without hooks.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"
	"k8s.io/client-go/util/jsonpath"
	"sigs.k8s.io/yaml"
)

// The default paths in which oc-mirror searches for images, without imagePaths in the ImageSetConfiguration.
var imagePaths = []string{
	"{.spec.template.spec.initContainers[*].image}",
	"{.spec.template.spec.containers[*].image}",
	"{.spec.initContainers[*].image}",
	"{.spec.containers[*].image}",
}

type found struct {
	KubeVersion string   `json:"kubeVersion"`
	Images      []string `json:"images"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: oc-mirror-images CHART")
		os.Exit(2)
	}
	images, err := findImages(os.Args[1])
	if err == nil {
		version := chartutil.DefaultCapabilities.KubeVersion.Version
		err = json.NewEncoder(os.Stdout).Encode(found{KubeVersion: version, Images: images})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func findImages(path string) ([]string, error) {
	manifests, err := render(path)
	if err != nil {
		return nil, err
	}
	images := []string{}
	for _, manifest := range manifests {
		var object any
		if err := yaml.Unmarshal([]byte(manifest.Content), &object); err != nil {
			return nil, fmt.Errorf("%s: %w", manifest.Name, err)
		}
		found, err := imagesOf(object)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", manifest.Name, err)
		}
		images = append(images, found...)
	}
	return images, nil
}

func render(path string) ([]releaseutil.Manifest, error) {
	chart, err := loader.Load(path)
	if err != nil {
		return nil, err
	}
	values := map[string]any{}
	if err := chartutil.ProcessDependencies(chart, values); err != nil {
		return nil, err
	}
	capabilities := chartutil.DefaultCapabilities
	toRender, err := chartutil.ToRenderValues(chart, values, chartutil.ReleaseOptions{}, capabilities)
	if err != nil {
		return nil, err
	}
	files, err := engine.Render(chart, toRender)
	if err != nil {
		return nil, err
	}
	for name := range files {
		if strings.HasSuffix(name, ".txt") {
			delete(files, name)
		}
	}
	_, manifests, err := releaseutil.SortManifests(files, capabilities.APIVersions, releaseutil.InstallOrder)
	return manifests, err
}

func imagesOf(object any) ([]string, error) {
	images := []string{}
	for _, path := range imagePaths {
		parser := jsonpath.New("images").AllowMissingKeys(true)
		if err := parser.Parse(path); err != nil {
			return nil, err
		}
		var found bytes.Buffer
		if err := parser.Execute(&found, object); err != nil {
			return nil, err
		}
		images = append(images, strings.Fields(found.String())...)
	}
	return images, nil
}
