package main

import (
	"bytes"

	"github.com/BurntSushi/toml"
	"github.com/containers/image/v5/pkg/sysregistriesv2"
	configv1 "github.com/openshift/api/config/v1"
	operatorv1alpha1 "github.com/openshift/api/operator/v1alpha1"
	"github.com/openshift/runtime-utils/pkg/registries"
)

// template is the registries.conf of the nodes before the MCO writes its own.
const template = "unqualified-search-registries = ['registry.access.redhat.com', 'docker.io']\n"

type input struct {
	DigestSets   []*configv1.ImageDigestMirrorSet             `json:"idms"`
	TagSets      []*configv1.ImageTagMirrorSet                `json:"itms"`
	Policies     []*operatorv1alpha1.ImageContentSourcePolicy `json:"icsp"`
	Image        *configv1.ImageSpec                          `json:"image"`
	ReleaseImage string                                       `json:"releaseImage"`
	Refs         []string                                     `json:"refs"`
	Before       *input                                       `json:"prev"`
}

func (in *input) insecure() []string {
	if in.Image == nil {
		return nil
	}
	return in.Image.RegistrySources.InsecureRegistries
}

// needsFile reports whether the MCO replaces the template.
func (in *input) needsFile(blocked []string) bool {
	return in.insecure() != nil || len(blocked) > 0 || len(in.DigestSets)+len(in.TagSets)+len(in.Policies) > 0
}

// file returns the registries.conf that results from all objects.
func (in *input) file(blocked []string) (string, error) {
	return render(in.insecure(), blocked, in.Policies, in.DigestSets, in.TagSets)
}

func render(
	insecure, blocked []string,
	policies []*operatorv1alpha1.ImageContentSourcePolicy,
	digestSets []*configv1.ImageDigestMirrorSet,
	tagSets []*configv1.ImageTagMirrorSet,
) (string, error) {
	var conf sysregistriesv2.V2RegistriesConf
	if _, err := toml.Decode(template, &conf); err != nil {
		return "", err
	}
	if err := registries.EditRegistriesConfig(&conf, insecure, blocked, policies, digestSets, tagSets); err != nil {
		return "", err
	}
	var text bytes.Buffer
	if err := toml.NewEncoder(&text).Encode(conf); err != nil {
		return "", err
	}
	return text.String(), nil
}
