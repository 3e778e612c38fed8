# Ralph's server, on its file back end, at a free port.
#
# As it is released, that back end keeps what the first request brings and refuses every later one,
# because the file is there already. One line makes it write on at the end, as its other back ends do.
import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.data.fs import FSDataBackend

FSDataBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=0)
