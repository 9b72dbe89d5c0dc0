package dev.carillon.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.carillon.docs.Page;
import dev.carillon.problem.ProblemCode;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a call may be refused: an answer for each status, with the codes that it comes with, in the words of {@code protocol.md}. */
final class Refusals {

    private static final String ANY = "default";

    private final JsonNode document;
    private final Map<String, String> when;
    private final ObjectNode components = JsonMapper.shared().createObjectNode();

    Refusals(JsonNode document, Page protocol) {
        this.document = document;
        this.when = protocol.table("code", "HTTP", "close", "when")
                .stream()
                .collect(Collectors.toMap(row -> row.get(0).replace("`", ""), List::getLast));
    }

    /** What was put together so far, by name: operations share them. */
    ObjectNode components() {
        return components;
    }

    /** Adds the answers to an operation's. */
    void addTo(ObjectNode answers, Descriptions.Operation operation) {
        var own = operation.text().get("refusals");
        var codes = new LinkedHashSet<>(strings(document.get("refusals")));
        codes.addAll(own.isObject() ? own.propertyNames() : strings(own));
        Function<ProblemCode, String> detail = code -> own.path(code.code())
                .asString(document.get("details").path(code.code()).asString(""));
        codes.stream()
                .map(Refusals::code)
                .collect(Collectors.groupingBy(ProblemCode::httpStatus, TreeMap::new, Collectors.toList()))
                .forEach((status, some) -> answers.putObject(status.toString())
                        .put("$ref", share(name(status), answer(status.toString(), some, detail))));
        var any = strings(document.get("anyRefusal")).stream().map(Refusals::code).toList();
        answers.putObject(ANY).put("$ref", share("AnyRefusal", answer(ANY, any, _ -> "")));
    }

    private static ProblemCode code(String name) {
        return ProblemCode.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Set<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String name(int status) {
        return HttpStatus.valueOf(status).getReasonPhrase().replace(" ", "");
    }

    private ObjectNode answer(String status, List<ProblemCode> codes, Function<ProblemCode, String> detail) {
        var answer = JsonMapper.shared().createObjectNode();
        answer.put("description", codes.stream()
                .sorted()
                .map(code -> "- `" + code.code() + "`: " + when.get(code.code()))
                .collect(Collectors.joining("\n")));
        headers(status).forEach(header -> answer.withObjectProperty("headers")
                .putObject(header)
                .put("$ref", "#/components/headers/" + header));
        var content = answer.putObject("content").putObject("application/problem+json");
        var parts = content.putObject("schema").putArray("allOf");
        parts.addObject().put("$ref", SchemaFiles.component("problem"));
        var rules = parts.addObject().putObject("properties");
        if (!status.equals(ANY)) {
            rules.putObject("status").put("const", Integer.parseInt(status));
        }
        codes.stream()
                .sorted()
                .forEach(code -> rules.withObjectProperty("code").withArrayProperty("enum").add(code.code()));
        if (!status.equals(ANY)) {
            codes.forEach(code -> content.withObjectProperty("examples")
                    .putObject(code.code())
                    .set("value", example(code, detail.apply(code))));
        }
        return answer;
    }

    private static List<String> headers(String status) {
        return switch (status) {
            case "401" -> List.of("WWW-Authenticate");
            case "429" -> List.of("Retry-After", "RateLimit-Policy", "RateLimit");
            case "503" -> List.of("Retry-After");
            default -> List.of();
        };
    }

    private static ObjectNode example(ProblemCode code, String detail) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("detail", detail)
                .put("status", code.httpStatus())
                .put("title", HttpStatus.valueOf(code.httpStatus()).getReasonPhrase())
                .put("code", code.code())
                .put("correlation", "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    /** The same answer has one name; where there are several of a status, they are numbered. */
    private String share(String name, ObjectNode answer) {
        var names = new ArrayList<String>();
        components.propertyNames()
                .stream()
                .filter(known -> known.replaceAll("\\d+$", "").equals(name))
                .forEach(names::add);
        var same = names.stream().filter(known -> components.get(known).equals(answer)).findFirst();
        var chosen = same.orElse(names.isEmpty() ? name : name + (names.size() + 1));
        components.set(chosen, answer);
        return "#/components/responses/" + chosen;
    }
}
