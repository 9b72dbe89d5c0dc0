// snippet: react
import { useEffect, useState } from 'react';

export function useTopic(carillon, topic) {
  const [notifications, setNotifications] = useState([]);
  useEffect(() => {
    const show = notification => setNotifications(before => [...before, notification].slice(-100));
    const subscription = carillon.subscribe(`/topic/${topic}`, show, { onLost: () => setNotifications([]) });
    return () => subscription.unsubscribe();
  }, [carillon, topic]);
  return notifications;
}
// end
