// Written by `npm run generate`; edit the sources instead.
// @ts-nocheck
import type { CompiledValidator } from '../../kubernetes/structure/compiled-validator.ts';

export const policy: CompiledValidator = validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"mirrorguard policy","type":"object","additionalProperties":false,"properties":{"apiVersion":{"const":"mirrorguard.io/v1"},"kind":{"const":"Policy"},"preset":{"enum":["recommended","strict","advisory"],"default":"recommended"},"rules":{"type":"object","propertyNames":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload"]},"properties":{"no-denied-mirror":{"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"denied":{"$ref":"#/definitions/shape1"}},"required":["denied"]}}},"else":{"$ref":"#/definitions/level"}},"no-managed-registry-source":{"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"platform":{"enum":["detect","managed"],"default":"detect"}}}}},"else":{"$ref":"#/definitions/level"}},"no-protected-source":{"if":{"$ref":"#/definitions/shape0"},"then":{"$ref":"#/definitions/shape3"},"else":{"$ref":"#/definitions/level"}},"require-allowed-mirror":{"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"allowed":{"$ref":"#/definitions/shape1"}},"required":["allowed"]}}},"else":{"$ref":"#/definitions/level"}},"require-contactable-source":{"if":{"$ref":"#/definitions/shape0"},"then":{"$ref":"#/definitions/shape3"},"else":{"$ref":"#/definitions/level"}},"require-listed-mirror":{"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"required":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"source":{"$ref":"#/definitions/shape2"},"mirrors":{"$ref":"#/definitions/shape1"}},"required":["source","mirrors"]},"minItems":1}},"required":["required"]}}},"else":{"$ref":"#/definitions/level"}},"require-source-policy":{"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"type":"object","additionalProperties":false,"properties":{"required":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"source":{"$ref":"#/definitions/shape2"},"policy":{"enum":["NeverContactSource","AllowContactingSource"]}},"required":["source","policy"]},"minItems":1}},"required":["required"]}}},"else":{"$ref":"#/definitions/level"}}},"additionalProperties":{"$ref":"#/definitions/setting"}},"onNotEvaluated":{"$ref":"#/definitions/shape5"},"onRuleError":{"$ref":"#/definitions/shape5"},"onDeadline":{"$ref":"#/definitions/shape6"},"onInternalError":{"$ref":"#/definitions/shape6"},"mutations":{"type":"object","additionalProperties":false,"properties":{"remove-duplicate-icsp-mirror":{"$ref":"#/definitions/shape7"},"remove-duplicate-mirror":{"$ref":"#/definitions/shape7"},"remove-final-source":{"$ref":"#/definitions/shape7"},"remove-https":{"$ref":"#/definitions/shape7"},"remove-namespace":{"$ref":"#/definitions/shape7"},"remove-status":{"$ref":"#/definitions/shape7"},"remove-trailing-slash":{"$ref":"#/definitions/shape7"},"trim-whitespace":{"$ref":"#/definitions/shape7"}}},"exemptions":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"name":{"$ref":"#/definitions/shape8"},"reason":{"$ref":"#/definitions/shape8"},"ticket":{"$ref":"#/definitions/shape8"},"expires":{"$ref":"#/definitions/shape8"},"rules":{"type":"array","items":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload","*"]},"minItems":1},"users":{"$ref":"#/definitions/shape9"},"groups":{"$ref":"#/definitions/shape9"},"serviceAccounts":{"$ref":"#/definitions/shape10"},"kinds":{"type":"array","items":{"enum":["ImageDigestMirrorSet","ImageTagMirrorSet","ImageContentSourcePolicy","Image"]},"minItems":1},"names":{"$ref":"#/definitions/shape9"},"labels":{"type":"object","additionalProperties":{"$ref":"#/definitions/shape2"},"minProperties":1},"sources":{"$ref":"#/definitions/shape1"}},"required":["name","reason","rules"]}},"breakGlass":{"type":"object","additionalProperties":false,"properties":{"users":{"$ref":"#/definitions/shape9"},"groups":{"$ref":"#/definitions/shape9"},"serviceAccounts":{"$ref":"#/definitions/shape10"}},"minProperties":1}},"definitions":{"level":{"enum":["deny","warn","audit","off",false]},"setting":{"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"}}},"else":{"$ref":"#/definitions/level"}},"shape0":{"type":"object"},"shape1":{"type":"array","items":{"$ref":"#/definitions/shape2"},"minItems":1},"shape2":{"type":"string"},"shape3":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"$ref":"#/definitions/shape4"}}},"shape4":{"type":"object","additionalProperties":false,"properties":{"sources":{"$ref":"#/definitions/shape1"}},"required":["sources"]},"shape5":{"enum":["deny","warn","audit"]},"shape6":{"enum":["deny","warn"]},"shape7":{"enum":["on","off",true,false]},"shape8":{"type":"string","pattern":"\\S"},"shape9":{"type":"array","items":{"$ref":"#/definitions/shape8"},"minItems":1},"shape10":{"type":"array","items":{"$ref":"#/definitions/shape11"},"minItems":1},"shape11":{"type":"string","pattern":"^[^/]+/[^/]+$"}},"$id":"policy"};
const func2 = Object.prototype.hasOwnProperty;
const schema7 = {"if":{"$ref":"#/definitions/shape0"},"then":{"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"}}},"else":{"$ref":"#/definitions/level"}};
const schema8 = {"type":"object"};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

const schema9 = {"enum":["deny","warn","audit","off",false]};

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((((data === "deny") || (data === "warn")) || (data === "audit")) || (data === "off")) || (data === false))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema9.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}


function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(validate23(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "level")){
const err0 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.level !== undefined){
if(!(validate25(data.level, {instancePath:instancePath+"/level",parentData:data,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs6 = errors;
if(!(validate25(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid0 = _errs6 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}

const schema10 = {"type":"array","items":{"$ref":"#/definitions/shape2"},"minItems":1};
const schema11 = {"type":"string"};

function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate32.errors = vErrors;
return errors === 0;
}


function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate32(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}

const schema12 = {"type":"object","additionalProperties":false,"properties":{"level":{"$ref":"#/definitions/level"},"options":{"$ref":"#/definitions/shape4"}}};
const schema13 = {"type":"object","additionalProperties":false,"properties":{"sources":{"$ref":"#/definitions/shape1"}},"required":["sources"]};

function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.sources === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sources"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "sources")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.sources !== undefined){
if(!(validate31(data.sources, {instancePath:instancePath+"/sources",parentData:data,parentDataProperty:"sources",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}


function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "level") || (key0 === "options"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.level !== undefined){
if(!(validate25(data.level, {instancePath:instancePath+"/level",parentData:data,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data.options !== undefined){
if(!(validate42(data.options, {instancePath:instancePath+"/options",parentData:data,parentDataProperty:"options",rootData}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate40.errors = vErrors;
return errors === 0;
}

const schema14 = {"enum":["deny","warn","audit"]};

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((data === "deny") || (data === "warn")) || (data === "audit"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema14.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate63.errors = vErrors;
return errors === 0;
}

const schema15 = {"enum":["deny","warn"]};

function validate66(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((data === "deny") || (data === "warn"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema15.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate66.errors = vErrors;
return errors === 0;
}

const schema16 = {"enum":["on","off",true,false]};

function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((((data === "on") || (data === "off")) || (data === true)) || (data === false))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema16.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate69.errors = vErrors;
return errors === 0;
}

const schema17 = {"type":"string","pattern":"\\S"};
const pattern0 = new RegExp("\\S", "u");

function validate78(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern0.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate78.errors = vErrors;
return errors === 0;
}

const schema18 = {"type":"array","items":{"$ref":"#/definitions/shape8"},"minItems":1};

function validate83(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate78(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate83.errors = vErrors;
return errors === 0;
}

const schema19 = {"type":"array","items":{"$ref":"#/definitions/shape11"},"minItems":1};
const schema20 = {"type":"string","pattern":"^[^/]+/[^/]+$"};
const pattern1 = new RegExp("^[^/]+/[^/]+$", "u");

function validate88(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern1.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[^/]+/[^/]+$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate88.errors = vErrors;
return errors === 0;
}


function validate87(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate88(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate87.errors = vErrors;
return errors === 0;
}


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="policy" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema6.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.apiVersion !== undefined){
if("mirrorguard.io/v1" !== data.apiVersion){
const err1 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "mirrorguard.io/v1"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.kind !== undefined){
if("Policy" !== data.kind){
const err2 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Policy"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.preset !== undefined){
let data2 = data.preset;
if(!(((data2 === "recommended") || (data2 === "strict")) || (data2 === "advisory"))){
const err3 = {instancePath:instancePath+"/preset",schemaPath:"#/properties/preset/enum",keyword:"enum",params:{allowedValues: schema6.properties.preset.enum}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.rules !== undefined){
let data3 = data.rules;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
const _errs7 = errors;
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((key1 === "no-bare-host-mirror") || (key1 === "no-blocked-mirror")) || (key1 === "no-broad-source")) || (key1 === "no-change-in-hosted-cluster")) || (key1 === "no-clash-inside-wildcard-source")) || (key1 === "no-clashing-payload-blocks")) || (key1 === "no-conflicting-mirror-order")) || (key1 === "no-conflicting-policy-in-object")) || (key1 === "no-conflicting-source-policy")) || (key1 === "no-default-port-source")) || (key1 === "no-denied-mirror")) || (key1 === "no-different-pulls-on-windows")) || (key1 === "no-duplicate-mirror")) || (key1 === "no-duplicate-object")) || (key1 === "no-icsp-beside-mirror-sets")) || (key1 === "no-icsp-upgrade-trap")) || (key1 === "no-ignored-registry-lists")) || (key1 === "no-image-config-deletion")) || (key1 === "no-image-content-policy")) || (key1 === "no-index-docker-io-mirror")) || (key1 === "no-insecure-mirror")) || (key1 === "no-insecure-port-mismatch")) || (key1 === "no-ipv6-address")) || (key1 === "no-malformed-wildcard-source")) || (key1 === "no-managed-registry-source")) || (key1 === "no-mirror-inside-source")) || (key1 === "no-mirror-set-before-4-13")) || (key1 === "no-mirrors-hidden-from-hosted-clusters")) || (key1 === "no-mirrors-of-broader-source")) || (key1 === "no-namespace-or-status")) || (key1 === "no-never-contact-bypass")) || (key1 === "no-never-contact-for-imports")) || (key1 === "no-never-contact-gap")) || (key1 === "no-never-contacted-mirror")) || (key1 === "no-operator-stop-after-upgrade")) || (key1 === "no-overlong-mirror")) || (key1 === "no-oversized-object")) || (key1 === "no-oversized-registries-conf")) || (key1 === "no-payload-only-policy")) || (key1 === "no-placeholder")) || (key1 === "no-policy-without-mirrors")) || (key1 === "no-port-spanning-source")) || (key1 === "no-protected-source")) || (key1 === "no-reserved-name")) || (key1 === "no-scheme")) || (key1 === "no-shadowed-mirrors")) || (key1 === "no-shallow-docker-io-mirror")) || (key1 === "no-shallow-docker-io-source")) || (key1 === "no-short-name-source")) || (key1 === "no-single-label-mirror")) || (key1 === "no-source-among-mirrors")) || (key1 === "no-source-contacted-early")) || (key1 === "no-source-in-blocked-registry")) || (key1 === "no-source-overridden-by-machine-config")) || (key1 === "no-stopped-operator")) || (key1 === "no-surrounding-whitespace")) || (key1 === "no-tag-mirror-for-payload")) || (key1 === "no-tag-or-digest")) || (key1 === "no-trailing-slash")) || (key1 === "no-unknown-field")) || (key1 === "no-unloadable-registries-conf")) || (key1 === "no-unmatchable-source")) || (key1 === "no-unmirrored-payload")) || (key1 === "no-unreachable-payload")) || (key1 === "no-uppercase-path")) || (key1 === "no-uppercase-source-host")) || (key1 === "no-wildcard-mirror")) || (key1 === "no-wildcard-path-collision")) || (key1 === "no-wildcard-source-before-4-16")) || (key1 === "no-wildcard-source-for-imports")) || (key1 === "prefer-direct-mirrors")) || (key1 === "prefer-files-for-oc")) || (key1 === "prefer-image-digest-mirror-set")) || (key1 === "prefer-inherited-mirrors")) || (key1 === "prefer-next-payload-mirror")) || (key1 === "prefer-one-entry-for-pull-through")) || (key1 === "prefer-one-list-per-source")) || (key1 === "prefer-removing-replaced-icsp")) || (key1 === "prefer-single-entry")) || (key1 === "prefer-stable-mirror-order")) || (key1 === "require-allowed-catalog")) || (key1 === "require-allowed-mirror")) || (key1 === "require-allowed-source")) || (key1 === "require-contactable-source")) || (key1 === "require-entries")) || (key1 === "require-installer-location")) || (key1 === "require-known-kind")) || (key1 === "require-listed-mirror")) || (key1 === "require-matching-api-version")) || (key1 === "require-mirror-credentials")) || (key1 === "require-mirrors")) || (key1 === "require-mirrors-for-both-pulls")) || (key1 === "require-mirrors-for-whole-payload")) || (key1 === "require-signature-acknowledgement")) || (key1 === "require-signatures-at-mirrors")) || (key1 === "require-source-policy")) || (key1 === "require-tag-mirrors-for-catalog")) || (key1 === "require-usable-port")) || (key1 === "require-valid-location")) || (key1 === "require-valid-name")) || (key1 === "require-valid-registry-lists")) || (key1 === "require-valid-structure")) || (key1 === "rollout-blocked")) || (key1 === "rollout-drain")) || (key1 === "rollout-no-effect")) || (key1 === "rollout-paused-pool")) || (key1 === "rollout-payload-blocked")) || (key1 === "rollout-payload-unblocked")) || (key1 === "rollout-pulls-taken-over")) || (key1 === "rollout-reload"))){
const err4 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/propertyNames/enum",keyword:"enum",params:{allowedValues: schema6.properties.rules.propertyNames.enum},propertyName:key1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
var valid1 = _errs7 === errors;
if(!valid1){
const err5 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/propertyNames",keyword:"propertyNames",params:{propertyName: key1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
for(const key2 in data3){
if(!(((((((key2 === "no-denied-mirror") || (key2 === "no-managed-registry-source")) || (key2 === "no-protected-source")) || (key2 === "require-allowed-mirror")) || (key2 === "require-contactable-source")) || (key2 === "require-listed-mirror")) || (key2 === "require-source-policy"))){
if(!(validate22(data3[key2], {instancePath:instancePath+"/rules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data3,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
if(data3["no-denied-mirror"] !== undefined){
let data5 = data3["no-denied-mirror"];
const _errs11 = errors;
let valid4 = true;
const _errs12 = errors;
if(!(validate23(data5, {instancePath:instancePath+"/rules/no-denied-mirror",parentData:data3,parentDataProperty:"no-denied-mirror",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid0 = _errs12 === errors;
errors = _errs11;
if(vErrors !== null){
if(_errs11){
vErrors.length = _errs11;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs13 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key3 in data5){
if(!((key3 === "level") || (key3 === "options"))){
const err6 = {instancePath:instancePath+"/rules/no-denied-mirror",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data5.level !== undefined){
if(!(validate25(data5.level, {instancePath:instancePath+"/rules/no-denied-mirror/level",parentData:data5,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data5.options !== undefined){
let data7 = data5.options;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.denied === undefined){
const err7 = {instancePath:instancePath+"/rules/no-denied-mirror/options",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/properties/options/required",keyword:"required",params:{missingProperty: "denied"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key4 in data7){
if(!(key4 === "denied")){
const err8 = {instancePath:instancePath+"/rules/no-denied-mirror/options",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data7.denied !== undefined){
if(!(validate31(data7.denied, {instancePath:instancePath+"/rules/no-denied-mirror/options/denied",parentData:data7,parentDataProperty:"denied",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/rules/no-denied-mirror/options",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/rules/no-denied-mirror",schemaPath:"#/properties/rules/properties/no-denied-mirror/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid0 = _errs13 === errors;
valid4 = _valid0;
ifClause0 = "then";
}
else {
const _errs21 = errors;
if(!(validate25(data5, {instancePath:instancePath+"/rules/no-denied-mirror",parentData:data3,parentDataProperty:"no-denied-mirror",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid0 = _errs21 === errors;
valid4 = _valid0;
ifClause0 = "else";
}
if(!valid4){
const err11 = {instancePath:instancePath+"/rules/no-denied-mirror",schemaPath:"#/properties/rules/properties/no-denied-mirror/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3["no-managed-registry-source"] !== undefined){
let data9 = data3["no-managed-registry-source"];
const _errs23 = errors;
let valid7 = true;
const _errs24 = errors;
if(!(validate23(data9, {instancePath:instancePath+"/rules/no-managed-registry-source",parentData:data3,parentDataProperty:"no-managed-registry-source",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid1 = _errs24 === errors;
errors = _errs23;
if(vErrors !== null){
if(_errs23){
vErrors.length = _errs23;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs25 = errors;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key5 in data9){
if(!((key5 === "level") || (key5 === "options"))){
const err12 = {instancePath:instancePath+"/rules/no-managed-registry-source",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data9.level !== undefined){
if(!(validate25(data9.level, {instancePath:instancePath+"/rules/no-managed-registry-source/level",parentData:data9,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data9.options !== undefined){
let data11 = data9.options;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key6 in data11){
if(!(key6 === "platform")){
const err13 = {instancePath:instancePath+"/rules/no-managed-registry-source/options",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data11.platform !== undefined){
let data12 = data11.platform;
if(!((data12 === "detect") || (data12 === "managed"))){
const err14 = {instancePath:instancePath+"/rules/no-managed-registry-source/options/platform",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/properties/options/properties/platform/enum",keyword:"enum",params:{allowedValues: schema6.properties.rules.properties["no-managed-registry-source"].then.properties.options.properties.platform.enum}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/rules/no-managed-registry-source/options",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/rules/no-managed-registry-source",schemaPath:"#/properties/rules/properties/no-managed-registry-source/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid1 = _errs25 === errors;
valid7 = _valid1;
ifClause1 = "then";
}
else {
const _errs33 = errors;
if(!(validate25(data9, {instancePath:instancePath+"/rules/no-managed-registry-source",parentData:data3,parentDataProperty:"no-managed-registry-source",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid1 = _errs33 === errors;
valid7 = _valid1;
ifClause1 = "else";
}
if(!valid7){
const err17 = {instancePath:instancePath+"/rules/no-managed-registry-source",schemaPath:"#/properties/rules/properties/no-managed-registry-source/if",keyword:"if",params:{failingKeyword: ifClause1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data3["no-protected-source"] !== undefined){
let data13 = data3["no-protected-source"];
const _errs35 = errors;
let valid10 = true;
const _errs36 = errors;
if(!(validate23(data13, {instancePath:instancePath+"/rules/no-protected-source",parentData:data3,parentDataProperty:"no-protected-source",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid2 = _errs36 === errors;
errors = _errs35;
if(vErrors !== null){
if(_errs35){
vErrors.length = _errs35;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs37 = errors;
if(!(validate40(data13, {instancePath:instancePath+"/rules/no-protected-source",parentData:data3,parentDataProperty:"no-protected-source",rootData}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
var _valid2 = _errs37 === errors;
valid10 = _valid2;
ifClause2 = "then";
}
else {
const _errs38 = errors;
if(!(validate25(data13, {instancePath:instancePath+"/rules/no-protected-source",parentData:data3,parentDataProperty:"no-protected-source",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid2 = _errs38 === errors;
valid10 = _valid2;
ifClause2 = "else";
}
if(!valid10){
const err18 = {instancePath:instancePath+"/rules/no-protected-source",schemaPath:"#/properties/rules/properties/no-protected-source/if",keyword:"if",params:{failingKeyword: ifClause2}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data3["require-allowed-mirror"] !== undefined){
let data14 = data3["require-allowed-mirror"];
const _errs40 = errors;
let valid11 = true;
const _errs41 = errors;
if(!(validate23(data14, {instancePath:instancePath+"/rules/require-allowed-mirror",parentData:data3,parentDataProperty:"require-allowed-mirror",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid3 = _errs41 === errors;
errors = _errs40;
if(vErrors !== null){
if(_errs40){
vErrors.length = _errs40;
}
else {
vErrors = null;
}
}
let ifClause3;
if(_valid3){
const _errs42 = errors;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key7 in data14){
if(!((key7 === "level") || (key7 === "options"))){
const err19 = {instancePath:instancePath+"/rules/require-allowed-mirror",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data14.level !== undefined){
if(!(validate25(data14.level, {instancePath:instancePath+"/rules/require-allowed-mirror/level",parentData:data14,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data14.options !== undefined){
let data16 = data14.options;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.allowed === undefined){
const err20 = {instancePath:instancePath+"/rules/require-allowed-mirror/options",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/properties/options/required",keyword:"required",params:{missingProperty: "allowed"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key8 in data16){
if(!(key8 === "allowed")){
const err21 = {instancePath:instancePath+"/rules/require-allowed-mirror/options",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data16.allowed !== undefined){
if(!(validate31(data16.allowed, {instancePath:instancePath+"/rules/require-allowed-mirror/options/allowed",parentData:data16,parentDataProperty:"allowed",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err22 = {instancePath:instancePath+"/rules/require-allowed-mirror/options",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/rules/require-allowed-mirror",schemaPath:"#/properties/rules/properties/require-allowed-mirror/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
var _valid3 = _errs42 === errors;
valid11 = _valid3;
ifClause3 = "then";
}
else {
const _errs50 = errors;
if(!(validate25(data14, {instancePath:instancePath+"/rules/require-allowed-mirror",parentData:data3,parentDataProperty:"require-allowed-mirror",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid3 = _errs50 === errors;
valid11 = _valid3;
ifClause3 = "else";
}
if(!valid11){
const err24 = {instancePath:instancePath+"/rules/require-allowed-mirror",schemaPath:"#/properties/rules/properties/require-allowed-mirror/if",keyword:"if",params:{failingKeyword: ifClause3}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data3["require-contactable-source"] !== undefined){
let data18 = data3["require-contactable-source"];
const _errs52 = errors;
let valid14 = true;
const _errs53 = errors;
if(!(validate23(data18, {instancePath:instancePath+"/rules/require-contactable-source",parentData:data3,parentDataProperty:"require-contactable-source",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid4 = _errs53 === errors;
errors = _errs52;
if(vErrors !== null){
if(_errs52){
vErrors.length = _errs52;
}
else {
vErrors = null;
}
}
let ifClause4;
if(_valid4){
const _errs54 = errors;
if(!(validate40(data18, {instancePath:instancePath+"/rules/require-contactable-source",parentData:data3,parentDataProperty:"require-contactable-source",rootData}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
var _valid4 = _errs54 === errors;
valid14 = _valid4;
ifClause4 = "then";
}
else {
const _errs55 = errors;
if(!(validate25(data18, {instancePath:instancePath+"/rules/require-contactable-source",parentData:data3,parentDataProperty:"require-contactable-source",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid4 = _errs55 === errors;
valid14 = _valid4;
ifClause4 = "else";
}
if(!valid14){
const err25 = {instancePath:instancePath+"/rules/require-contactable-source",schemaPath:"#/properties/rules/properties/require-contactable-source/if",keyword:"if",params:{failingKeyword: ifClause4}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data3["require-listed-mirror"] !== undefined){
let data19 = data3["require-listed-mirror"];
const _errs57 = errors;
let valid15 = true;
const _errs58 = errors;
if(!(validate23(data19, {instancePath:instancePath+"/rules/require-listed-mirror",parentData:data3,parentDataProperty:"require-listed-mirror",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid5 = _errs58 === errors;
errors = _errs57;
if(vErrors !== null){
if(_errs57){
vErrors.length = _errs57;
}
else {
vErrors = null;
}
}
let ifClause5;
if(_valid5){
const _errs59 = errors;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key9 in data19){
if(!((key9 === "level") || (key9 === "options"))){
const err26 = {instancePath:instancePath+"/rules/require-listed-mirror",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data19.level !== undefined){
if(!(validate25(data19.level, {instancePath:instancePath+"/rules/require-listed-mirror/level",parentData:data19,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data19.options !== undefined){
let data21 = data19.options;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.required === undefined){
const err27 = {instancePath:instancePath+"/rules/require-listed-mirror/options",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/required",keyword:"required",params:{missingProperty: "required"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
for(const key10 in data21){
if(!(key10 === "required")){
const err28 = {instancePath:instancePath+"/rules/require-listed-mirror/options",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data21.required !== undefined){
let data22 = data21.required;
if(Array.isArray(data22)){
if(data22.length < 1){
const err29 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
const len0 = data22.length;
for(let i0=0; i0<len0; i0++){
let data23 = data22[i0];
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.source === undefined){
const err30 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0,schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data23.mirrors === undefined){
const err31 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0,schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "mirrors"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key11 in data23){
if(!((key11 === "source") || (key11 === "mirrors"))){
const err32 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0,schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data23.source !== undefined){
if(!(validate32(data23.source, {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0+"/source",parentData:data23,parentDataProperty:"source",rootData}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data23.mirrors !== undefined){
if(!(validate31(data23.mirrors, {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0+"/mirrors",parentData:data23,parentDataProperty:"mirrors",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err33 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required/" + i0,schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/rules/require-listed-mirror/options/required",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/properties/required/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/rules/require-listed-mirror/options",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/rules/require-listed-mirror",schemaPath:"#/properties/rules/properties/require-listed-mirror/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var _valid5 = _errs59 === errors;
valid15 = _valid5;
ifClause5 = "then";
}
else {
const _errs73 = errors;
if(!(validate25(data19, {instancePath:instancePath+"/rules/require-listed-mirror",parentData:data3,parentDataProperty:"require-listed-mirror",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid5 = _errs73 === errors;
valid15 = _valid5;
ifClause5 = "else";
}
if(!valid15){
const err37 = {instancePath:instancePath+"/rules/require-listed-mirror",schemaPath:"#/properties/rules/properties/require-listed-mirror/if",keyword:"if",params:{failingKeyword: ifClause5}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data3["require-source-policy"] !== undefined){
let data26 = data3["require-source-policy"];
const _errs75 = errors;
let valid21 = true;
const _errs76 = errors;
if(!(validate23(data26, {instancePath:instancePath+"/rules/require-source-policy",parentData:data3,parentDataProperty:"require-source-policy",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid6 = _errs76 === errors;
errors = _errs75;
if(vErrors !== null){
if(_errs75){
vErrors.length = _errs75;
}
else {
vErrors = null;
}
}
let ifClause6;
if(_valid6){
const _errs77 = errors;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key12 in data26){
if(!((key12 === "level") || (key12 === "options"))){
const err38 = {instancePath:instancePath+"/rules/require-source-policy",schemaPath:"#/properties/rules/properties/require-source-policy/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data26.level !== undefined){
if(!(validate25(data26.level, {instancePath:instancePath+"/rules/require-source-policy/level",parentData:data26,parentDataProperty:"level",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data26.options !== undefined){
let data28 = data26.options;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.required === undefined){
const err39 = {instancePath:instancePath+"/rules/require-source-policy/options",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/required",keyword:"required",params:{missingProperty: "required"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key13 in data28){
if(!(key13 === "required")){
const err40 = {instancePath:instancePath+"/rules/require-source-policy/options",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data28.required !== undefined){
let data29 = data28.required;
if(Array.isArray(data29)){
if(data29.length < 1){
const err41 = {instancePath:instancePath+"/rules/require-source-policy/options/required",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
const len1 = data29.length;
for(let i1=0; i1<len1; i1++){
let data30 = data29[i1];
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(data30.source === undefined){
const err42 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1,schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data30.policy === undefined){
const err43 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1,schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/required",keyword:"required",params:{missingProperty: "policy"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
for(const key14 in data30){
if(!((key14 === "source") || (key14 === "policy"))){
const err44 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1,schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data30.source !== undefined){
if(!(validate32(data30.source, {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1+"/source",parentData:data30,parentDataProperty:"source",rootData}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data30.policy !== undefined){
let data32 = data30.policy;
if(!((data32 === "NeverContactSource") || (data32 === "AllowContactingSource"))){
const err45 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1+"/policy",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/properties/policy/enum",keyword:"enum",params:{allowedValues: schema6.properties.rules.properties["require-source-policy"].then.properties.options.properties.required.items.properties.policy.enum}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/rules/require-source-policy/options/required/" + i1,schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/rules/require-source-policy/options/required",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/properties/required/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/rules/require-source-policy/options",schemaPath:"#/properties/rules/properties/require-source-policy/then/properties/options/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/rules/require-source-policy",schemaPath:"#/properties/rules/properties/require-source-policy/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
var _valid6 = _errs77 === errors;
valid21 = _valid6;
ifClause6 = "then";
}
else {
const _errs91 = errors;
if(!(validate25(data26, {instancePath:instancePath+"/rules/require-source-policy",parentData:data3,parentDataProperty:"require-source-policy",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid6 = _errs91 === errors;
valid21 = _valid6;
ifClause6 = "else";
}
if(!valid21){
const err50 = {instancePath:instancePath+"/rules/require-source-policy",schemaPath:"#/properties/rules/properties/require-source-policy/if",keyword:"if",params:{failingKeyword: ifClause6}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.onNotEvaluated !== undefined){
if(!(validate63(data.onNotEvaluated, {instancePath:instancePath+"/onNotEvaluated",parentData:data,parentDataProperty:"onNotEvaluated",rootData}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.onRuleError !== undefined){
if(!(validate63(data.onRuleError, {instancePath:instancePath+"/onRuleError",parentData:data,parentDataProperty:"onRuleError",rootData}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
if(data.onDeadline !== undefined){
if(!(validate66(data.onDeadline, {instancePath:instancePath+"/onDeadline",parentData:data,parentDataProperty:"onDeadline",rootData}))){
vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
errors = vErrors.length;
}
}
if(data.onInternalError !== undefined){
if(!(validate66(data.onInternalError, {instancePath:instancePath+"/onInternalError",parentData:data,parentDataProperty:"onInternalError",rootData}))){
vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
errors = vErrors.length;
}
}
if(data.mutations !== undefined){
let data37 = data.mutations;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
for(const key15 in data37){
if(!((((((((key15 === "remove-duplicate-icsp-mirror") || (key15 === "remove-duplicate-mirror")) || (key15 === "remove-final-source")) || (key15 === "remove-https")) || (key15 === "remove-namespace")) || (key15 === "remove-status")) || (key15 === "remove-trailing-slash")) || (key15 === "trim-whitespace"))){
const err52 = {instancePath:instancePath+"/mutations",schemaPath:"#/properties/mutations/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data37["remove-duplicate-icsp-mirror"] !== undefined){
if(!(validate69(data37["remove-duplicate-icsp-mirror"], {instancePath:instancePath+"/mutations/remove-duplicate-icsp-mirror",parentData:data37,parentDataProperty:"remove-duplicate-icsp-mirror",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data37["remove-duplicate-mirror"] !== undefined){
if(!(validate69(data37["remove-duplicate-mirror"], {instancePath:instancePath+"/mutations/remove-duplicate-mirror",parentData:data37,parentDataProperty:"remove-duplicate-mirror",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data37["remove-final-source"] !== undefined){
if(!(validate69(data37["remove-final-source"], {instancePath:instancePath+"/mutations/remove-final-source",parentData:data37,parentDataProperty:"remove-final-source",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data37["remove-https"] !== undefined){
if(!(validate69(data37["remove-https"], {instancePath:instancePath+"/mutations/remove-https",parentData:data37,parentDataProperty:"remove-https",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data37["remove-namespace"] !== undefined){
if(!(validate69(data37["remove-namespace"], {instancePath:instancePath+"/mutations/remove-namespace",parentData:data37,parentDataProperty:"remove-namespace",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data37["remove-status"] !== undefined){
if(!(validate69(data37["remove-status"], {instancePath:instancePath+"/mutations/remove-status",parentData:data37,parentDataProperty:"remove-status",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data37["remove-trailing-slash"] !== undefined){
if(!(validate69(data37["remove-trailing-slash"], {instancePath:instancePath+"/mutations/remove-trailing-slash",parentData:data37,parentDataProperty:"remove-trailing-slash",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data37["trim-whitespace"] !== undefined){
if(!(validate69(data37["trim-whitespace"], {instancePath:instancePath+"/mutations/trim-whitespace",parentData:data37,parentDataProperty:"trim-whitespace",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
}
else {
const err53 = {instancePath:instancePath+"/mutations",schemaPath:"#/properties/mutations/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.exemptions !== undefined){
let data46 = data.exemptions;
if(Array.isArray(data46)){
const len2 = data46.length;
for(let i2=0; i2<len2; i2++){
let data47 = data46[i2];
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.name === undefined){
const err54 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data47.reason === undefined){
const err55 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data47.rules === undefined){
const err56 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/required",keyword:"required",params:{missingProperty: "rules"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
for(const key16 in data47){
if(!(func2.call(schema6.properties.exemptions.items.properties, key16))){
const err57 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data47.name !== undefined){
if(!(validate78(data47.name, {instancePath:instancePath+"/exemptions/" + i2+"/name",parentData:data47,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
errors = vErrors.length;
}
}
if(data47.reason !== undefined){
if(!(validate78(data47.reason, {instancePath:instancePath+"/exemptions/" + i2+"/reason",parentData:data47,parentDataProperty:"reason",rootData}))){
vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
errors = vErrors.length;
}
}
if(data47.ticket !== undefined){
if(!(validate78(data47.ticket, {instancePath:instancePath+"/exemptions/" + i2+"/ticket",parentData:data47,parentDataProperty:"ticket",rootData}))){
vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
errors = vErrors.length;
}
}
if(data47.expires !== undefined){
if(!(validate78(data47.expires, {instancePath:instancePath+"/exemptions/" + i2+"/expires",parentData:data47,parentDataProperty:"expires",rootData}))){
vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
errors = vErrors.length;
}
}
if(data47.rules !== undefined){
let data52 = data47.rules;
if(Array.isArray(data52)){
if(data52.length < 1){
const err58 = {instancePath:instancePath+"/exemptions/" + i2+"/rules",schemaPath:"#/properties/exemptions/items/properties/rules/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
const len3 = data52.length;
for(let i3=0; i3<len3; i3++){
let data53 = data52[i3];
if(!(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data53 === "no-bare-host-mirror") || (data53 === "no-blocked-mirror")) || (data53 === "no-broad-source")) || (data53 === "no-change-in-hosted-cluster")) || (data53 === "no-clash-inside-wildcard-source")) || (data53 === "no-clashing-payload-blocks")) || (data53 === "no-conflicting-mirror-order")) || (data53 === "no-conflicting-policy-in-object")) || (data53 === "no-conflicting-source-policy")) || (data53 === "no-default-port-source")) || (data53 === "no-denied-mirror")) || (data53 === "no-different-pulls-on-windows")) || (data53 === "no-duplicate-mirror")) || (data53 === "no-duplicate-object")) || (data53 === "no-icsp-beside-mirror-sets")) || (data53 === "no-icsp-upgrade-trap")) || (data53 === "no-ignored-registry-lists")) || (data53 === "no-image-config-deletion")) || (data53 === "no-image-content-policy")) || (data53 === "no-index-docker-io-mirror")) || (data53 === "no-insecure-mirror")) || (data53 === "no-insecure-port-mismatch")) || (data53 === "no-ipv6-address")) || (data53 === "no-malformed-wildcard-source")) || (data53 === "no-managed-registry-source")) || (data53 === "no-mirror-inside-source")) || (data53 === "no-mirror-set-before-4-13")) || (data53 === "no-mirrors-hidden-from-hosted-clusters")) || (data53 === "no-mirrors-of-broader-source")) || (data53 === "no-namespace-or-status")) || (data53 === "no-never-contact-bypass")) || (data53 === "no-never-contact-for-imports")) || (data53 === "no-never-contact-gap")) || (data53 === "no-never-contacted-mirror")) || (data53 === "no-operator-stop-after-upgrade")) || (data53 === "no-overlong-mirror")) || (data53 === "no-oversized-object")) || (data53 === "no-oversized-registries-conf")) || (data53 === "no-payload-only-policy")) || (data53 === "no-placeholder")) || (data53 === "no-policy-without-mirrors")) || (data53 === "no-port-spanning-source")) || (data53 === "no-protected-source")) || (data53 === "no-reserved-name")) || (data53 === "no-scheme")) || (data53 === "no-shadowed-mirrors")) || (data53 === "no-shallow-docker-io-mirror")) || (data53 === "no-shallow-docker-io-source")) || (data53 === "no-short-name-source")) || (data53 === "no-single-label-mirror")) || (data53 === "no-source-among-mirrors")) || (data53 === "no-source-contacted-early")) || (data53 === "no-source-in-blocked-registry")) || (data53 === "no-source-overridden-by-machine-config")) || (data53 === "no-stopped-operator")) || (data53 === "no-surrounding-whitespace")) || (data53 === "no-tag-mirror-for-payload")) || (data53 === "no-tag-or-digest")) || (data53 === "no-trailing-slash")) || (data53 === "no-unknown-field")) || (data53 === "no-unloadable-registries-conf")) || (data53 === "no-unmatchable-source")) || (data53 === "no-unmirrored-payload")) || (data53 === "no-unreachable-payload")) || (data53 === "no-uppercase-path")) || (data53 === "no-uppercase-source-host")) || (data53 === "no-wildcard-mirror")) || (data53 === "no-wildcard-path-collision")) || (data53 === "no-wildcard-source-before-4-16")) || (data53 === "no-wildcard-source-for-imports")) || (data53 === "prefer-direct-mirrors")) || (data53 === "prefer-files-for-oc")) || (data53 === "prefer-image-digest-mirror-set")) || (data53 === "prefer-inherited-mirrors")) || (data53 === "prefer-next-payload-mirror")) || (data53 === "prefer-one-entry-for-pull-through")) || (data53 === "prefer-one-list-per-source")) || (data53 === "prefer-removing-replaced-icsp")) || (data53 === "prefer-single-entry")) || (data53 === "prefer-stable-mirror-order")) || (data53 === "require-allowed-catalog")) || (data53 === "require-allowed-mirror")) || (data53 === "require-allowed-source")) || (data53 === "require-contactable-source")) || (data53 === "require-entries")) || (data53 === "require-installer-location")) || (data53 === "require-known-kind")) || (data53 === "require-listed-mirror")) || (data53 === "require-matching-api-version")) || (data53 === "require-mirror-credentials")) || (data53 === "require-mirrors")) || (data53 === "require-mirrors-for-both-pulls")) || (data53 === "require-mirrors-for-whole-payload")) || (data53 === "require-signature-acknowledgement")) || (data53 === "require-signatures-at-mirrors")) || (data53 === "require-source-policy")) || (data53 === "require-tag-mirrors-for-catalog")) || (data53 === "require-usable-port")) || (data53 === "require-valid-location")) || (data53 === "require-valid-name")) || (data53 === "require-valid-registry-lists")) || (data53 === "require-valid-structure")) || (data53 === "rollout-blocked")) || (data53 === "rollout-drain")) || (data53 === "rollout-no-effect")) || (data53 === "rollout-paused-pool")) || (data53 === "rollout-payload-blocked")) || (data53 === "rollout-payload-unblocked")) || (data53 === "rollout-pulls-taken-over")) || (data53 === "rollout-reload")) || (data53 === "*"))){
const err59 = {instancePath:instancePath+"/exemptions/" + i2+"/rules/" + i3,schemaPath:"#/properties/exemptions/items/properties/rules/items/enum",keyword:"enum",params:{allowedValues: schema6.properties.exemptions.items.properties.rules.items.enum}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/exemptions/" + i2+"/rules",schemaPath:"#/properties/exemptions/items/properties/rules/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data47.users !== undefined){
if(!(validate83(data47.users, {instancePath:instancePath+"/exemptions/" + i2+"/users",parentData:data47,parentDataProperty:"users",rootData}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data47.groups !== undefined){
if(!(validate83(data47.groups, {instancePath:instancePath+"/exemptions/" + i2+"/groups",parentData:data47,parentDataProperty:"groups",rootData}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data47.serviceAccounts !== undefined){
if(!(validate87(data47.serviceAccounts, {instancePath:instancePath+"/exemptions/" + i2+"/serviceAccounts",parentData:data47,parentDataProperty:"serviceAccounts",rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
}
if(data47.kinds !== undefined){
let data57 = data47.kinds;
if(Array.isArray(data57)){
if(data57.length < 1){
const err61 = {instancePath:instancePath+"/exemptions/" + i2+"/kinds",schemaPath:"#/properties/exemptions/items/properties/kinds/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
const len4 = data57.length;
for(let i4=0; i4<len4; i4++){
let data58 = data57[i4];
if(!((((data58 === "ImageDigestMirrorSet") || (data58 === "ImageTagMirrorSet")) || (data58 === "ImageContentSourcePolicy")) || (data58 === "Image"))){
const err62 = {instancePath:instancePath+"/exemptions/" + i2+"/kinds/" + i4,schemaPath:"#/properties/exemptions/items/properties/kinds/items/enum",keyword:"enum",params:{allowedValues: schema6.properties.exemptions.items.properties.kinds.items.enum}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/exemptions/" + i2+"/kinds",schemaPath:"#/properties/exemptions/items/properties/kinds/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data47.names !== undefined){
if(!(validate83(data47.names, {instancePath:instancePath+"/exemptions/" + i2+"/names",parentData:data47,parentDataProperty:"names",rootData}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data47.labels !== undefined){
let data60 = data47.labels;
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
if(Object.keys(data60).length < 1){
const err64 = {instancePath:instancePath+"/exemptions/" + i2+"/labels",schemaPath:"#/properties/exemptions/items/properties/labels/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
for(const key17 in data60){
if(!(validate32(data60[key17], {instancePath:instancePath+"/exemptions/" + i2+"/labels/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data60,parentDataProperty:key17,rootData}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
}
else {
const err65 = {instancePath:instancePath+"/exemptions/" + i2+"/labels",schemaPath:"#/properties/exemptions/items/properties/labels/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data47.sources !== undefined){
if(!(validate31(data47.sources, {instancePath:instancePath+"/exemptions/" + i2+"/sources",parentData:data47,parentDataProperty:"sources",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err66 = {instancePath:instancePath+"/exemptions/" + i2,schemaPath:"#/properties/exemptions/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/exemptions",schemaPath:"#/properties/exemptions/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data.breakGlass !== undefined){
let data63 = data.breakGlass;
if(data63 && typeof data63 == "object" && !Array.isArray(data63)){
if(Object.keys(data63).length < 1){
const err68 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
for(const key18 in data63){
if(!(((key18 === "users") || (key18 === "groups")) || (key18 === "serviceAccounts"))){
const err69 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data63.users !== undefined){
if(!(validate83(data63.users, {instancePath:instancePath+"/breakGlass/users",parentData:data63,parentDataProperty:"users",rootData}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data63.groups !== undefined){
if(!(validate83(data63.groups, {instancePath:instancePath+"/breakGlass/groups",parentData:data63,parentDataProperty:"groups",rootData}))){
vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
errors = vErrors.length;
}
}
if(data63.serviceAccounts !== undefined){
if(!(validate87(data63.serviceAccounts, {instancePath:instancePath+"/breakGlass/serviceAccounts",parentData:data63,parentDataProperty:"serviceAccounts",rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
}
}
else {
const err70 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

export const policyTest: CompiledValidator = validate97;
const schema21 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"Cases for mirrorguard policy test","type":"object","additionalProperties":false,"properties":{"apiVersion":{"const":"mirrorguard.io/v1"},"kind":{"const":"PolicyTest"},"policy":{"$ref":"#/definitions/shape0"},"cluster":{"$ref":"#/definitions/shape2"},"cases":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"name":{"$ref":"#/definitions/shape0"},"operation":{"enum":["CREATE","UPDATE","DELETE"]},"object":{"$ref":"#/definitions/shape1"},"oldObject":{"$ref":"#/definitions/shape1"},"cluster":{"type":"array","items":{"$ref":"#/definitions/shape1"},"minItems":1},"user":{"$ref":"#/definitions/shape0"},"groups":{"$ref":"#/definitions/shape2"},"now":{"$ref":"#/definitions/shape0"},"expect":{"type":"object","additionalProperties":false,"properties":{"verdict":{"enum":["allow","deny"]},"rules":{"$ref":"#/definitions/shape3"},"notRules":{"$ref":"#/definitions/shape3"},"messages":{"$ref":"#/definitions/shape2"},"exemptions":{"$ref":"#/definitions/shape2"}},"minProperties":1}},"required":["name","expect"]},"minItems":1}},"required":["cases"],"definitions":{"shape0":{"type":"string","pattern":"\\S"},"shape1":{"type":"object"},"shape2":{"type":"array","items":{"$ref":"#/definitions/shape0"},"minItems":1},"shape3":{"type":"array","items":{"$ref":"#/definitions/shape4"},"minItems":1},"shape4":{"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload"]}},"$id":"policyTest"};
const schema22 = {"type":"string","pattern":"\\S"};

function validate98(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern0.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "\\S"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate98.errors = vErrors;
return errors === 0;
}

const schema23 = {"type":"array","items":{"$ref":"#/definitions/shape0"},"minItems":1};

function validate100(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate98(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate100.errors = vErrors;
return errors === 0;
}

const schema24 = {"type":"object"};

function validate104(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate104.errors = vErrors;
return errors === 0;
}

const schema25 = {"type":"array","items":{"$ref":"#/definitions/shape4"},"minItems":1};
const schema26 = {"enum":["no-bare-host-mirror","no-blocked-mirror","no-broad-source","no-change-in-hosted-cluster","no-clash-inside-wildcard-source","no-clashing-payload-blocks","no-conflicting-mirror-order","no-conflicting-policy-in-object","no-conflicting-source-policy","no-default-port-source","no-denied-mirror","no-different-pulls-on-windows","no-duplicate-mirror","no-duplicate-object","no-icsp-beside-mirror-sets","no-icsp-upgrade-trap","no-ignored-registry-lists","no-image-config-deletion","no-image-content-policy","no-index-docker-io-mirror","no-insecure-mirror","no-insecure-port-mismatch","no-ipv6-address","no-malformed-wildcard-source","no-managed-registry-source","no-mirror-inside-source","no-mirror-set-before-4-13","no-mirrors-hidden-from-hosted-clusters","no-mirrors-of-broader-source","no-namespace-or-status","no-never-contact-bypass","no-never-contact-for-imports","no-never-contact-gap","no-never-contacted-mirror","no-operator-stop-after-upgrade","no-overlong-mirror","no-oversized-object","no-oversized-registries-conf","no-payload-only-policy","no-placeholder","no-policy-without-mirrors","no-port-spanning-source","no-protected-source","no-reserved-name","no-scheme","no-shadowed-mirrors","no-shallow-docker-io-mirror","no-shallow-docker-io-source","no-short-name-source","no-single-label-mirror","no-source-among-mirrors","no-source-contacted-early","no-source-in-blocked-registry","no-source-overridden-by-machine-config","no-stopped-operator","no-surrounding-whitespace","no-tag-mirror-for-payload","no-tag-or-digest","no-trailing-slash","no-unknown-field","no-unloadable-registries-conf","no-unmatchable-source","no-unmirrored-payload","no-unreachable-payload","no-uppercase-path","no-uppercase-source-host","no-wildcard-mirror","no-wildcard-path-collision","no-wildcard-source-before-4-16","no-wildcard-source-for-imports","prefer-direct-mirrors","prefer-files-for-oc","prefer-image-digest-mirror-set","prefer-inherited-mirrors","prefer-next-payload-mirror","prefer-one-entry-for-pull-through","prefer-one-list-per-source","prefer-removing-replaced-icsp","prefer-single-entry","prefer-stable-mirror-order","require-allowed-catalog","require-allowed-mirror","require-allowed-source","require-contactable-source","require-entries","require-installer-location","require-known-kind","require-listed-mirror","require-matching-api-version","require-mirror-credentials","require-mirrors","require-mirrors-for-both-pulls","require-mirrors-for-whole-payload","require-signature-acknowledgement","require-signatures-at-mirrors","require-source-policy","require-tag-mirrors-for-catalog","require-usable-port","require-valid-location","require-valid-name","require-valid-registry-lists","require-valid-structure","rollout-blocked","rollout-drain","rollout-no-effect","rollout-paused-pool","rollout-payload-blocked","rollout-payload-unblocked","rollout-pulls-taken-over","rollout-reload"]};

function validate112(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data === "no-bare-host-mirror") || (data === "no-blocked-mirror")) || (data === "no-broad-source")) || (data === "no-change-in-hosted-cluster")) || (data === "no-clash-inside-wildcard-source")) || (data === "no-clashing-payload-blocks")) || (data === "no-conflicting-mirror-order")) || (data === "no-conflicting-policy-in-object")) || (data === "no-conflicting-source-policy")) || (data === "no-default-port-source")) || (data === "no-denied-mirror")) || (data === "no-different-pulls-on-windows")) || (data === "no-duplicate-mirror")) || (data === "no-duplicate-object")) || (data === "no-icsp-beside-mirror-sets")) || (data === "no-icsp-upgrade-trap")) || (data === "no-ignored-registry-lists")) || (data === "no-image-config-deletion")) || (data === "no-image-content-policy")) || (data === "no-index-docker-io-mirror")) || (data === "no-insecure-mirror")) || (data === "no-insecure-port-mismatch")) || (data === "no-ipv6-address")) || (data === "no-malformed-wildcard-source")) || (data === "no-managed-registry-source")) || (data === "no-mirror-inside-source")) || (data === "no-mirror-set-before-4-13")) || (data === "no-mirrors-hidden-from-hosted-clusters")) || (data === "no-mirrors-of-broader-source")) || (data === "no-namespace-or-status")) || (data === "no-never-contact-bypass")) || (data === "no-never-contact-for-imports")) || (data === "no-never-contact-gap")) || (data === "no-never-contacted-mirror")) || (data === "no-operator-stop-after-upgrade")) || (data === "no-overlong-mirror")) || (data === "no-oversized-object")) || (data === "no-oversized-registries-conf")) || (data === "no-payload-only-policy")) || (data === "no-placeholder")) || (data === "no-policy-without-mirrors")) || (data === "no-port-spanning-source")) || (data === "no-protected-source")) || (data === "no-reserved-name")) || (data === "no-scheme")) || (data === "no-shadowed-mirrors")) || (data === "no-shallow-docker-io-mirror")) || (data === "no-shallow-docker-io-source")) || (data === "no-short-name-source")) || (data === "no-single-label-mirror")) || (data === "no-source-among-mirrors")) || (data === "no-source-contacted-early")) || (data === "no-source-in-blocked-registry")) || (data === "no-source-overridden-by-machine-config")) || (data === "no-stopped-operator")) || (data === "no-surrounding-whitespace")) || (data === "no-tag-mirror-for-payload")) || (data === "no-tag-or-digest")) || (data === "no-trailing-slash")) || (data === "no-unknown-field")) || (data === "no-unloadable-registries-conf")) || (data === "no-unmatchable-source")) || (data === "no-unmirrored-payload")) || (data === "no-unreachable-payload")) || (data === "no-uppercase-path")) || (data === "no-uppercase-source-host")) || (data === "no-wildcard-mirror")) || (data === "no-wildcard-path-collision")) || (data === "no-wildcard-source-before-4-16")) || (data === "no-wildcard-source-for-imports")) || (data === "prefer-direct-mirrors")) || (data === "prefer-files-for-oc")) || (data === "prefer-image-digest-mirror-set")) || (data === "prefer-inherited-mirrors")) || (data === "prefer-next-payload-mirror")) || (data === "prefer-one-entry-for-pull-through")) || (data === "prefer-one-list-per-source")) || (data === "prefer-removing-replaced-icsp")) || (data === "prefer-single-entry")) || (data === "prefer-stable-mirror-order")) || (data === "require-allowed-catalog")) || (data === "require-allowed-mirror")) || (data === "require-allowed-source")) || (data === "require-contactable-source")) || (data === "require-entries")) || (data === "require-installer-location")) || (data === "require-known-kind")) || (data === "require-listed-mirror")) || (data === "require-matching-api-version")) || (data === "require-mirror-credentials")) || (data === "require-mirrors")) || (data === "require-mirrors-for-both-pulls")) || (data === "require-mirrors-for-whole-payload")) || (data === "require-signature-acknowledgement")) || (data === "require-signatures-at-mirrors")) || (data === "require-source-policy")) || (data === "require-tag-mirrors-for-catalog")) || (data === "require-usable-port")) || (data === "require-valid-location")) || (data === "require-valid-name")) || (data === "require-valid-registry-lists")) || (data === "require-valid-structure")) || (data === "rollout-blocked")) || (data === "rollout-drain")) || (data === "rollout-no-effect")) || (data === "rollout-paused-pool")) || (data === "rollout-payload-blocked")) || (data === "rollout-payload-unblocked")) || (data === "rollout-pulls-taken-over")) || (data === "rollout-reload"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema26.enum}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate112.errors = vErrors;
return errors === 0;
}


function validate111(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate112(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate111.errors = vErrors;
return errors === 0;
}


function validate97(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="policyTest" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cases === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cases"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "policy")) || (key0 === "cluster")) || (key0 === "cases"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.apiVersion !== undefined){
if("mirrorguard.io/v1" !== data.apiVersion){
const err2 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "mirrorguard.io/v1"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.kind !== undefined){
if("PolicyTest" !== data.kind){
const err3 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "PolicyTest"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.policy !== undefined){
if(!(validate98(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData}))){
vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
errors = vErrors.length;
}
}
if(data.cluster !== undefined){
if(!(validate100(data.cluster, {instancePath:instancePath+"/cluster",parentData:data,parentDataProperty:"cluster",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
if(data.cases !== undefined){
let data4 = data.cases;
if(Array.isArray(data4)){
if(data4.length < 1){
const err4 = {instancePath:instancePath+"/cases",schemaPath:"#/properties/cases/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.name === undefined){
const err5 = {instancePath:instancePath+"/cases/" + i0,schemaPath:"#/properties/cases/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data5.expect === undefined){
const err6 = {instancePath:instancePath+"/cases/" + i0,schemaPath:"#/properties/cases/items/required",keyword:"required",params:{missingProperty: "expect"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key1 in data5){
if(!(func2.call(schema21.properties.cases.items.properties, key1))){
const err7 = {instancePath:instancePath+"/cases/" + i0,schemaPath:"#/properties/cases/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data5.name !== undefined){
if(!(validate98(data5.name, {instancePath:instancePath+"/cases/" + i0+"/name",parentData:data5,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
errors = vErrors.length;
}
}
if(data5.operation !== undefined){
let data7 = data5.operation;
if(!(((data7 === "CREATE") || (data7 === "UPDATE")) || (data7 === "DELETE"))){
const err8 = {instancePath:instancePath+"/cases/" + i0+"/operation",schemaPath:"#/properties/cases/items/properties/operation/enum",keyword:"enum",params:{allowedValues: schema21.properties.cases.items.properties.operation.enum}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data5.object !== undefined){
if(!(validate104(data5.object, {instancePath:instancePath+"/cases/" + i0+"/object",parentData:data5,parentDataProperty:"object",rootData}))){
vErrors = vErrors === null ? validate104.errors : vErrors.concat(validate104.errors);
errors = vErrors.length;
}
}
if(data5.oldObject !== undefined){
if(!(validate104(data5.oldObject, {instancePath:instancePath+"/cases/" + i0+"/oldObject",parentData:data5,parentDataProperty:"oldObject",rootData}))){
vErrors = vErrors === null ? validate104.errors : vErrors.concat(validate104.errors);
errors = vErrors.length;
}
}
if(data5.cluster !== undefined){
let data10 = data5.cluster;
if(Array.isArray(data10)){
if(data10.length < 1){
const err9 = {instancePath:instancePath+"/cases/" + i0+"/cluster",schemaPath:"#/properties/cases/items/properties/cluster/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len1 = data10.length;
for(let i1=0; i1<len1; i1++){
if(!(validate104(data10[i1], {instancePath:instancePath+"/cases/" + i0+"/cluster/" + i1,parentData:data10,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate104.errors : vErrors.concat(validate104.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/cases/" + i0+"/cluster",schemaPath:"#/properties/cases/items/properties/cluster/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.user !== undefined){
if(!(validate98(data5.user, {instancePath:instancePath+"/cases/" + i0+"/user",parentData:data5,parentDataProperty:"user",rootData}))){
vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
errors = vErrors.length;
}
}
if(data5.groups !== undefined){
if(!(validate100(data5.groups, {instancePath:instancePath+"/cases/" + i0+"/groups",parentData:data5,parentDataProperty:"groups",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
if(data5.now !== undefined){
if(!(validate98(data5.now, {instancePath:instancePath+"/cases/" + i0+"/now",parentData:data5,parentDataProperty:"now",rootData}))){
vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
errors = vErrors.length;
}
}
if(data5.expect !== undefined){
let data15 = data5.expect;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(Object.keys(data15).length < 1){
const err11 = {instancePath:instancePath+"/cases/" + i0+"/expect",schemaPath:"#/properties/cases/items/properties/expect/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key2 in data15){
if(!(((((key2 === "verdict") || (key2 === "rules")) || (key2 === "notRules")) || (key2 === "messages")) || (key2 === "exemptions"))){
const err12 = {instancePath:instancePath+"/cases/" + i0+"/expect",schemaPath:"#/properties/cases/items/properties/expect/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data15.verdict !== undefined){
let data16 = data15.verdict;
if(!((data16 === "allow") || (data16 === "deny"))){
const err13 = {instancePath:instancePath+"/cases/" + i0+"/expect/verdict",schemaPath:"#/properties/cases/items/properties/expect/properties/verdict/enum",keyword:"enum",params:{allowedValues: schema21.properties.cases.items.properties.expect.properties.verdict.enum}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data15.rules !== undefined){
if(!(validate111(data15.rules, {instancePath:instancePath+"/cases/" + i0+"/expect/rules",parentData:data15,parentDataProperty:"rules",rootData}))){
vErrors = vErrors === null ? validate111.errors : vErrors.concat(validate111.errors);
errors = vErrors.length;
}
}
if(data15.notRules !== undefined){
if(!(validate111(data15.notRules, {instancePath:instancePath+"/cases/" + i0+"/expect/notRules",parentData:data15,parentDataProperty:"notRules",rootData}))){
vErrors = vErrors === null ? validate111.errors : vErrors.concat(validate111.errors);
errors = vErrors.length;
}
}
if(data15.messages !== undefined){
if(!(validate100(data15.messages, {instancePath:instancePath+"/cases/" + i0+"/expect/messages",parentData:data15,parentDataProperty:"messages",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
if(data15.exemptions !== undefined){
if(!(validate100(data15.exemptions, {instancePath:instancePath+"/cases/" + i0+"/expect/exemptions",parentData:data15,parentDataProperty:"exemptions",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/cases/" + i0+"/expect",schemaPath:"#/properties/cases/items/properties/expect/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/cases/" + i0,schemaPath:"#/properties/cases/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/cases",schemaPath:"#/properties/cases/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate97.errors = vErrors;
return errors === 0;
}
