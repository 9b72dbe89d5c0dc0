{{/* The chart's name, as a label. */}}
{{- define "carillon.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The name of every object. 52 characters at most: "-management" still fits behind it. */}}
{{- define "carillon.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "carillon.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "carillon.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "carillon.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* What never changes over the life of a release: selectors are immutable. */}}
{{- define "carillon.selectorLabels" -}}
app.kubernetes.io/name: {{ include "carillon.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- define "carillon.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "carillon.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* Stops on values that are well-formed and cannot work. */}}
{{- define "carillon.validate" -}}
{{- with .Values }}
{{- if not (or .tokens.existingSecret.name .tokens.issuers .tokens.issuerUri .tokens.jwkSetUri) }}
{{- fail "Tokens cannot be verified: set tokens.existingSecret.name, tokens.issuers, tokens.issuerUri or tokens.jwkSetUri." }}
{{- end }}
{{- if and (or .tokens.issuerUri .tokens.jwkSetUri) (or .tokens.existingSecret.name .tokens.issuers) }}
{{- fail "It is not clear whose tokens to accept: tokens.issuerUri and tokens.jwkSetUri do not go with tokens.existingSecret or tokens.issuers." }}
{{- end }}
{{- if gt (int .replicaCount) 1 }}
{{- fail "replicaCount cannot be more than 1: this version delivers only within one pod." }}
{{- end }}
{{- if and .log.existingClaim .log.database.url }}
{{- fail "The log is in a file or in PostgreSQL: set log.existingClaim or log.database.url, not both." }}
{{- end }}
{{- if and (or .log.database.username .log.database.existingSecret.name) (not .log.database.url) }}
{{- fail "log.database.username and log.database.existingSecret are of no use without log.database.url." }}
{{- end }}
{{- if regexMatch "(?is)jdbc:|datasource.*password" (toYaml .config) }}
{{- fail "config ends up in a ConfigMap, no place for a database and its password: set log.database.url and name a Secret in log.database.existingSecret." }}
{{- end }}
{{- if regexMatch "(?i)hmac[-_]?secret" (toYaml .config) }}
{{- fail "config ends up in a ConfigMap, no place for the HMAC secret: name a Secret in tokens.existingSecret." }}
{{- end }}
{{- end }}
{{- end }}
