// Written by `npm run generate`; edit the sources instead.
// @ts-nocheck
import type { CompiledValidator } from './compiled-validator.ts';

export const review: CompiledValidator = validate10;
const schema11 = {"$id":"review","type":"object","required":["apiVersion","kind","request"],"properties":{"apiVersion":{"const":"admission.k8s.io/v1"},"kind":{"const":"AdmissionReview"},"request":{"type":"object","required":["uid","kind","operation"],"properties":{"uid":{"type":"string"},"kind":{"type":"object","required":["group","version","kind"],"properties":{"group":{"type":"string"},"version":{"type":"string"},"kind":{"type":"string"}}},"operation":{"enum":["CREATE","UPDATE","DELETE","CONNECT"]},"name":{"type":["string","null"]},"subResource":{"type":["string","null"]},"dryRun":{"type":["boolean","null"]},"userInfo":{"type":["object","null"],"properties":{"username":{"type":["string","null"]},"groups":{"type":["array","null"],"items":{"type":"string"}}}}}}}};

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="review" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.apiVersion === undefined) && (missing0 = "apiVersion")) || ((data.kind === undefined) && (missing0 = "kind"))) || ((data.request === undefined) && (missing0 = "request"))){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.apiVersion !== undefined){
const _errs1 = errors;
if("admission.k8s.io/v1" !== data.apiVersion){
validate10.errors = [{instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/const",keyword:"const",params:{allowedValue: "admission.k8s.io/v1"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.kind !== undefined){
const _errs2 = errors;
if("AdmissionReview" !== data.kind){
validate10.errors = [{instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "AdmissionReview"},message:"must be equal to constant"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.request !== undefined){
let data2 = data.request;
const _errs3 = errors;
if(errors === _errs3){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if((((data2.uid === undefined) && (missing1 = "uid")) || ((data2.kind === undefined) && (missing1 = "kind"))) || ((data2.operation === undefined) && (missing1 = "operation"))){
validate10.errors = [{instancePath:instancePath+"/request",schemaPath:"#/properties/request/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
if(data2.uid !== undefined){
const _errs5 = errors;
if(typeof data2.uid !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/uid",schemaPath:"#/properties/request/properties/uid/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.kind !== undefined){
let data4 = data2.kind;
const _errs7 = errors;
if(errors === _errs7){
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
let missing2;
if((((data4.group === undefined) && (missing2 = "group")) || ((data4.version === undefined) && (missing2 = "version"))) || ((data4.kind === undefined) && (missing2 = "kind"))){
validate10.errors = [{instancePath:instancePath+"/request/kind",schemaPath:"#/properties/request/properties/kind/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
if(data4.group !== undefined){
const _errs9 = errors;
if(typeof data4.group !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/kind/group",schemaPath:"#/properties/request/properties/kind/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data4.version !== undefined){
const _errs11 = errors;
if(typeof data4.version !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/kind/version",schemaPath:"#/properties/request/properties/kind/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs11 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data4.kind !== undefined){
const _errs13 = errors;
if(typeof data4.kind !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/kind/kind",schemaPath:"#/properties/request/properties/kind/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/kind",schemaPath:"#/properties/request/properties/kind/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.operation !== undefined){
let data8 = data2.operation;
const _errs15 = errors;
if(!((((data8 === "CREATE") || (data8 === "UPDATE")) || (data8 === "DELETE")) || (data8 === "CONNECT"))){
validate10.errors = [{instancePath:instancePath+"/request/operation",schemaPath:"#/properties/request/properties/operation/enum",keyword:"enum",params:{allowedValues: schema11.properties.request.properties.operation.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs15 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.name !== undefined){
let data9 = data2.name;
const _errs16 = errors;
if((typeof data9 !== "string") && (data9 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/name",schemaPath:"#/properties/request/properties/name/type",keyword:"type",params:{type: schema11.properties.request.properties.name.type},message:"must be string,null"}];
return false;
}
var valid1 = _errs16 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.subResource !== undefined){
let data10 = data2.subResource;
const _errs18 = errors;
if((typeof data10 !== "string") && (data10 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/subResource",schemaPath:"#/properties/request/properties/subResource/type",keyword:"type",params:{type: schema11.properties.request.properties.subResource.type},message:"must be string,null"}];
return false;
}
var valid1 = _errs18 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.dryRun !== undefined){
let data11 = data2.dryRun;
const _errs20 = errors;
if((typeof data11 !== "boolean") && (data11 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/dryRun",schemaPath:"#/properties/request/properties/dryRun/type",keyword:"type",params:{type: schema11.properties.request.properties.dryRun.type},message:"must be boolean,null"}];
return false;
}
var valid1 = _errs20 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.userInfo !== undefined){
let data12 = data2.userInfo;
const _errs22 = errors;
if((!(data12 && typeof data12 == "object" && !Array.isArray(data12))) && (data12 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/userInfo",schemaPath:"#/properties/request/properties/userInfo/type",keyword:"type",params:{type: schema11.properties.request.properties.userInfo.type},message:"must be object,null"}];
return false;
}
if(errors === _errs22){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.username !== undefined){
let data13 = data12.username;
const _errs24 = errors;
if((typeof data13 !== "string") && (data13 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/userInfo/username",schemaPath:"#/properties/request/properties/userInfo/properties/username/type",keyword:"type",params:{type: schema11.properties.request.properties.userInfo.properties.username.type},message:"must be string,null"}];
return false;
}
var valid3 = _errs24 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data12.groups !== undefined){
let data14 = data12.groups;
const _errs26 = errors;
if((!(Array.isArray(data14))) && (data14 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/userInfo/groups",schemaPath:"#/properties/request/properties/userInfo/properties/groups/type",keyword:"type",params:{type: schema11.properties.request.properties.userInfo.properties.groups.type},message:"must be array,null"}];
return false;
}
if(errors === _errs26){
if(Array.isArray(data14)){
var valid4 = true;
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
const _errs28 = errors;
if(typeof data14[i0] !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/userInfo/groups/" + i0,schemaPath:"#/properties/request/properties/userInfo/properties/groups/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs28 === errors;
if(!valid4){
break;
}
}
}
}
var valid3 = _errs26 === errors;
}
else {
var valid3 = true;
}
}
}
}
var valid1 = _errs22 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request",schemaPath:"#/properties/request/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}

export const ImageDigestMirrorSetWhole: CompiledValidator = validate11;
const schema12 = {"$id":"ImageDigestMirrorSetWhole","type":"object","required":["spec"],"properties":{"metadata":{"type":"object","properties":{"name":{"type":["string","null"]},"generateName":{"type":["string","null"]},"labels":{"type":["object","null"]},"annotations":{"type":["object","null"]}}},"spec":{"type":"object","properties":{"imageDigestMirrors":{"type":"array","items":{"type":"object","required":["source"],"properties":{"source":{"type":"string"},"mirrors":{"type":"array","items":{"type":"string"}},"mirrorSourcePolicy":{"type":"string","enum":["NeverContactSource","AllowContactingSource"]}}}}}}}};

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="ImageDigestMirrorSetWhole" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.spec === undefined) && (missing0 = "spec")){
validate11.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.metadata !== undefined){
let data0 = data.metadata;
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name !== undefined){
let data1 = data0.name;
const _errs3 = errors;
if((typeof data1 !== "string") && (data1 !== null)){
validate11.errors = [{instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/type",keyword:"type",params:{type: schema12.properties.metadata.properties.name.type},message:"must be string,null"}];
return false;
}
var valid1 = _errs3 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.generateName !== undefined){
let data2 = data0.generateName;
const _errs5 = errors;
if((typeof data2 !== "string") && (data2 !== null)){
validate11.errors = [{instancePath:instancePath+"/metadata/generateName",schemaPath:"#/properties/metadata/properties/generateName/type",keyword:"type",params:{type: schema12.properties.metadata.properties.generateName.type},message:"must be string,null"}];
return false;
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.labels !== undefined){
let data3 = data0.labels;
const _errs7 = errors;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (data3 !== null)){
validate11.errors = [{instancePath:instancePath+"/metadata/labels",schemaPath:"#/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema12.properties.metadata.properties.labels.type},message:"must be object,null"}];
return false;
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.annotations !== undefined){
let data4 = data0.annotations;
const _errs9 = errors;
if((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (data4 !== null)){
validate11.errors = [{instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema12.properties.metadata.properties.annotations.type},message:"must be object,null"}];
return false;
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.spec !== undefined){
let data5 = data.spec;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.imageDigestMirrors !== undefined){
let data6 = data5.imageDigestMirrors;
const _errs13 = errors;
if(errors === _errs13){
if(Array.isArray(data6)){
var valid3 = true;
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
const _errs15 = errors;
if(errors === _errs15){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing1;
if((data7.source === undefined) && (missing1 = "source")){
validate11.errors = [{instancePath:instancePath+"/spec/imageDigestMirrors/" + i0,schemaPath:"#/properties/spec/properties/imageDigestMirrors/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
if(data7.source !== undefined){
const _errs17 = errors;
if(typeof data7.source !== "string"){
validate11.errors = [{instancePath:instancePath+"/spec/imageDigestMirrors/" + i0+"/source",schemaPath:"#/properties/spec/properties/imageDigestMirrors/items/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs17 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data7.mirrors !== undefined){
let data9 = data7.mirrors;
const _errs19 = errors;
if(errors === _errs19){
if(Array.isArray(data9)){
var valid5 = true;
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
const _errs21 = errors;
if(typeof data9[i1] !== "string"){
validate11.errors = [{instancePath:instancePath+"/spec/imageDigestMirrors/" + i0+"/mirrors/" + i1,schemaPath:"#/properties/spec/properties/imageDigestMirrors/items/properties/mirrors/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs21 === errors;
if(!valid5){
break;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/spec/imageDigestMirrors/" + i0+"/mirrors",schemaPath:"#/properties/spec/properties/imageDigestMirrors/items/properties/mirrors/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid4 = _errs19 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data7.mirrorSourcePolicy !== undefined){
let data11 = data7.mirrorSourcePolicy;
const _errs23 = errors;
if(typeof data11 !== "string"){
validate11.errors = [{instancePath:instancePath+"/spec/imageDigestMirrors/" + i0+"/mirrorSourcePolicy",schemaPath:"#/properties/spec/properties/imageDigestMirrors/items/properties/mirrorSourcePolicy/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data11 === "NeverContactSource") || (data11 === "AllowContactingSource"))){
validate11.errors = [{instancePath:instancePath+"/spec/imageDigestMirrors/" + i0+"/mirrorSourcePolicy",schemaPath:"#/properties/spec/properties/imageDigestMirrors/items/properties/mirrorSourcePolicy/enum",keyword:"enum",params:{allowedValues: schema12.properties.spec.properties.imageDigestMirrors.items.properties.mirrorSourcePolicy.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid4 = _errs23 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/spec/imageDigestMirrors/" + i0,schemaPath:"#/properties/spec/properties/imageDigestMirrors/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid3 = _errs15 === errors;
if(!valid3){
break;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/spec/imageDigestMirrors",schemaPath:"#/properties/spec/properties/imageDigestMirrors/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate11.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate11.errors = vErrors;
return errors === 0;
}

export const ImageTagMirrorSetWhole: CompiledValidator = validate12;
const schema13 = {"$id":"ImageTagMirrorSetWhole","type":"object","required":["spec"],"properties":{"metadata":{"type":"object","properties":{"name":{"type":["string","null"]},"generateName":{"type":["string","null"]},"labels":{"type":["object","null"]},"annotations":{"type":["object","null"]}}},"spec":{"type":"object","properties":{"imageTagMirrors":{"type":"array","items":{"type":"object","required":["source"],"properties":{"source":{"type":"string"},"mirrors":{"type":"array","items":{"type":"string"}},"mirrorSourcePolicy":{"type":"string","enum":["NeverContactSource","AllowContactingSource"]}}}}}}}};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="ImageTagMirrorSetWhole" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.spec === undefined) && (missing0 = "spec")){
validate12.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.metadata !== undefined){
let data0 = data.metadata;
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name !== undefined){
let data1 = data0.name;
const _errs3 = errors;
if((typeof data1 !== "string") && (data1 !== null)){
validate12.errors = [{instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/type",keyword:"type",params:{type: schema13.properties.metadata.properties.name.type},message:"must be string,null"}];
return false;
}
var valid1 = _errs3 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.generateName !== undefined){
let data2 = data0.generateName;
const _errs5 = errors;
if((typeof data2 !== "string") && (data2 !== null)){
validate12.errors = [{instancePath:instancePath+"/metadata/generateName",schemaPath:"#/properties/metadata/properties/generateName/type",keyword:"type",params:{type: schema13.properties.metadata.properties.generateName.type},message:"must be string,null"}];
return false;
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.labels !== undefined){
let data3 = data0.labels;
const _errs7 = errors;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (data3 !== null)){
validate12.errors = [{instancePath:instancePath+"/metadata/labels",schemaPath:"#/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema13.properties.metadata.properties.labels.type},message:"must be object,null"}];
return false;
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.annotations !== undefined){
let data4 = data0.annotations;
const _errs9 = errors;
if((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (data4 !== null)){
validate12.errors = [{instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema13.properties.metadata.properties.annotations.type},message:"must be object,null"}];
return false;
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.spec !== undefined){
let data5 = data.spec;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.imageTagMirrors !== undefined){
let data6 = data5.imageTagMirrors;
const _errs13 = errors;
if(errors === _errs13){
if(Array.isArray(data6)){
var valid3 = true;
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
const _errs15 = errors;
if(errors === _errs15){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing1;
if((data7.source === undefined) && (missing1 = "source")){
validate12.errors = [{instancePath:instancePath+"/spec/imageTagMirrors/" + i0,schemaPath:"#/properties/spec/properties/imageTagMirrors/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
if(data7.source !== undefined){
const _errs17 = errors;
if(typeof data7.source !== "string"){
validate12.errors = [{instancePath:instancePath+"/spec/imageTagMirrors/" + i0+"/source",schemaPath:"#/properties/spec/properties/imageTagMirrors/items/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs17 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data7.mirrors !== undefined){
let data9 = data7.mirrors;
const _errs19 = errors;
if(errors === _errs19){
if(Array.isArray(data9)){
var valid5 = true;
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
const _errs21 = errors;
if(typeof data9[i1] !== "string"){
validate12.errors = [{instancePath:instancePath+"/spec/imageTagMirrors/" + i0+"/mirrors/" + i1,schemaPath:"#/properties/spec/properties/imageTagMirrors/items/properties/mirrors/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs21 === errors;
if(!valid5){
break;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/spec/imageTagMirrors/" + i0+"/mirrors",schemaPath:"#/properties/spec/properties/imageTagMirrors/items/properties/mirrors/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid4 = _errs19 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data7.mirrorSourcePolicy !== undefined){
let data11 = data7.mirrorSourcePolicy;
const _errs23 = errors;
if(typeof data11 !== "string"){
validate12.errors = [{instancePath:instancePath+"/spec/imageTagMirrors/" + i0+"/mirrorSourcePolicy",schemaPath:"#/properties/spec/properties/imageTagMirrors/items/properties/mirrorSourcePolicy/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data11 === "NeverContactSource") || (data11 === "AllowContactingSource"))){
validate12.errors = [{instancePath:instancePath+"/spec/imageTagMirrors/" + i0+"/mirrorSourcePolicy",schemaPath:"#/properties/spec/properties/imageTagMirrors/items/properties/mirrorSourcePolicy/enum",keyword:"enum",params:{allowedValues: schema13.properties.spec.properties.imageTagMirrors.items.properties.mirrorSourcePolicy.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid4 = _errs23 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/spec/imageTagMirrors/" + i0,schemaPath:"#/properties/spec/properties/imageTagMirrors/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid3 = _errs15 === errors;
if(!valid3){
break;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/spec/imageTagMirrors",schemaPath:"#/properties/spec/properties/imageTagMirrors/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate12.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate12.errors = vErrors;
return errors === 0;
}

export const ImageContentSourcePolicyWhole: CompiledValidator = validate13;
const schema14 = {"$id":"ImageContentSourcePolicyWhole","type":"object","required":["spec"],"properties":{"metadata":{"type":"object","properties":{"name":{"type":["string","null"]},"generateName":{"type":["string","null"]},"labels":{"type":["object","null"]},"annotations":{"type":["object","null"]}}},"spec":{"type":"object","properties":{"repositoryDigestMirrors":{"type":"array","items":{"type":"object","required":["source"],"properties":{"source":{"type":"string"},"mirrors":{"type":"array","items":{"type":"string"}}}}}}}}};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="ImageContentSourcePolicyWhole" */;
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.spec === undefined) && (missing0 = "spec")){
validate13.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.metadata !== undefined){
let data0 = data.metadata;
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name !== undefined){
let data1 = data0.name;
const _errs3 = errors;
if((typeof data1 !== "string") && (data1 !== null)){
validate13.errors = [{instancePath:instancePath+"/metadata/name",schemaPath:"#/properties/metadata/properties/name/type",keyword:"type",params:{type: schema14.properties.metadata.properties.name.type},message:"must be string,null"}];
return false;
}
var valid1 = _errs3 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.generateName !== undefined){
let data2 = data0.generateName;
const _errs5 = errors;
if((typeof data2 !== "string") && (data2 !== null)){
validate13.errors = [{instancePath:instancePath+"/metadata/generateName",schemaPath:"#/properties/metadata/properties/generateName/type",keyword:"type",params:{type: schema14.properties.metadata.properties.generateName.type},message:"must be string,null"}];
return false;
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.labels !== undefined){
let data3 = data0.labels;
const _errs7 = errors;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (data3 !== null)){
validate13.errors = [{instancePath:instancePath+"/metadata/labels",schemaPath:"#/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema14.properties.metadata.properties.labels.type},message:"must be object,null"}];
return false;
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.annotations !== undefined){
let data4 = data0.annotations;
const _errs9 = errors;
if((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (data4 !== null)){
validate13.errors = [{instancePath:instancePath+"/metadata/annotations",schemaPath:"#/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema14.properties.metadata.properties.annotations.type},message:"must be object,null"}];
return false;
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
validate13.errors = [{instancePath:instancePath+"/metadata",schemaPath:"#/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.spec !== undefined){
let data5 = data.spec;
const _errs11 = errors;
if(errors === _errs11){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.repositoryDigestMirrors !== undefined){
let data6 = data5.repositoryDigestMirrors;
const _errs13 = errors;
if(errors === _errs13){
if(Array.isArray(data6)){
var valid3 = true;
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
const _errs15 = errors;
if(errors === _errs15){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing1;
if((data7.source === undefined) && (missing1 = "source")){
validate13.errors = [{instancePath:instancePath+"/spec/repositoryDigestMirrors/" + i0,schemaPath:"#/properties/spec/properties/repositoryDigestMirrors/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
if(data7.source !== undefined){
const _errs17 = errors;
if(typeof data7.source !== "string"){
validate13.errors = [{instancePath:instancePath+"/spec/repositoryDigestMirrors/" + i0+"/source",schemaPath:"#/properties/spec/properties/repositoryDigestMirrors/items/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid4 = _errs17 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data7.mirrors !== undefined){
let data9 = data7.mirrors;
const _errs19 = errors;
if(errors === _errs19){
if(Array.isArray(data9)){
var valid5 = true;
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
const _errs21 = errors;
if(typeof data9[i1] !== "string"){
validate13.errors = [{instancePath:instancePath+"/spec/repositoryDigestMirrors/" + i0+"/mirrors/" + i1,schemaPath:"#/properties/spec/properties/repositoryDigestMirrors/items/properties/mirrors/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs21 === errors;
if(!valid5){
break;
}
}
}
else {
validate13.errors = [{instancePath:instancePath+"/spec/repositoryDigestMirrors/" + i0+"/mirrors",schemaPath:"#/properties/spec/properties/repositoryDigestMirrors/items/properties/mirrors/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid4 = _errs19 === errors;
}
else {
var valid4 = true;
}
}
}
}
else {
validate13.errors = [{instancePath:instancePath+"/spec/repositoryDigestMirrors/" + i0,schemaPath:"#/properties/spec/properties/repositoryDigestMirrors/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid3 = _errs15 === errors;
if(!valid3){
break;
}
}
}
else {
validate13.errors = [{instancePath:instancePath+"/spec/repositoryDigestMirrors",schemaPath:"#/properties/spec/properties/repositoryDigestMirrors/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
}
}
else {
validate13.errors = [{instancePath:instancePath+"/spec",schemaPath:"#/properties/spec/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
}
}
}
else {
validate13.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate13.errors = vErrors;
return errors === 0;
}
