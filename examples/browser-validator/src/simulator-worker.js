// The worker in which functions run, as a file of its own beside the page.

import 'connfn/simulator/worker';
