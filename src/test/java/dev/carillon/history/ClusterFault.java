package dev.carillon.history;

import java.util.List;

/** One thing that happens to a cluster, and is over. */
sealed interface ClusterFault permits NodeKill, NodePause, BrokerStop, BrokerCut, DatabaseRestart {

    static List<ClusterFault> all() {
        return List.of(new NodeKill(), new NodePause(), new BrokerStop(), new BrokerCut(), new DatabaseRestart());
    }

    void strike(Scene scene);
}
