{{/* What a ServiceMonitor and a PodMonitor, of which there is one at most, say of their endpoint. */}}
{{- define "carillon.endpoint" -}}
{{- $monitor := ternary .Values.serviceMonitor .Values.podMonitor .Values.serviceMonitor.enabled -}}
port: management
path: /actuator/prometheus
{{- with $monitor.interval }}
interval: {{ . }}
{{- end }}
{{- with $monitor.scrapeTimeout }}
scrapeTimeout: {{ . }}
{{- end }}
{{- with $monitor.relabelings }}
relabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $monitor.metricRelabelings }}
metricRelabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
