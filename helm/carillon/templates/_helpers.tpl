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

{{/* The labels of every object; those of commonLabels do not change the chart's own. */}}
{{- define "carillon.labels" -}}
{{- $own := include "carillon.selectorLabels" . | fromYaml }}
{{- $_ := set $own "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-") }}
{{- $_ := set $own "app.kubernetes.io/version" .Chart.AppVersion }}
{{- $_ := set $own "app.kubernetes.io/managed-by" .Release.Service }}
{{- toYaml (merge $own .Values.commonLabels) }}
{{- end }}

{{/* "true" where pods share a log and hear each other, and so may be several at a time. */}}
{{- define "carillon.clustered" -}}
{{- if and .Values.log.database.url (ne .Values.relay.type "local") }}true{{ end }}
{{- end }}

{{/* "true" where there may be several. */}}
{{- define "carillon.several" -}}
{{- if or .Values.autoscaling.enabled (gt (int .Values.replicaCount) 1) }}true{{ end }}
{{- end }}

{{/* The claim that the log's file is on; empty where there is none. */}}
{{- define "carillon.claim" -}}
{{- if .Values.log.persistence.enabled }}{{ include "carillon.fullname" . }}{{ else }}{{ .Values.log.existingClaim }}{{ end }}
{{- end }}

{{- define "carillon.databaseUrl" -}}
{{- .Values.log.database.url }}
{{- if .Values.log.database.caSecret.name }}
{{- ternary "&" "?" (contains "?" .Values.log.database.url) }}sslmode=verify-full&sslrootcert=/etc/carillon-database/ca.crt
{{- end }}
{{- end }}

{{- define "carillon.relayPort" -}}
{{- if .Values.relay.port }}
{{- .Values.relay.port }}
{{- else if eq .Values.relay.type "stomp" }}
{{- 61613 }}
{{- else }}
{{- ternary 5671 5672 .Values.relay.tls.enabled }}
{{- end }}
{{- end }}

{{/* What clients and back ends speak HTTP over. */}}
{{- define "carillon.protocol" -}}
{{- ternary "https" "http" (not (empty .Values.tls.existingSecret)) }}
{{- end }}
