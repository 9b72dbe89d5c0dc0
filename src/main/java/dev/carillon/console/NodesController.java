package dev.carillon.console;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import dev.carillon.publish.QueryParameters;
import dev.carillon.relay.Inquiry;
import dev.carillon.relay.Question;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What every node measures, for those who may manage: the management port, where it is scraped, is not theirs to reach. */
@RestController
class NodesController {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Inquiry inquiry;

    NodesController(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    record NodesView(List<NodeFigures> nodes, boolean partial) {}

    @GetMapping(path = "/api/v1/nodes", produces = MediaType.APPLICATION_JSON_VALUE)
    NodesView nodes(HttpServletRequest request) {
        var _ = new QueryParameters(request, Set.of());
        var found = inquiry.ask(new Question(LocalFigures.FIGURES, ""), json -> JSON.readValue(json, NodeFigures.class))
                .as(nodes -> nodes.stream().sorted(Comparator.comparing(NodeFigures::node)).toList());
        return new NodesView(found.found(), found.isPartial());
    }
}
