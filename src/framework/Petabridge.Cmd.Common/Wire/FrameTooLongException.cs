namespace Petabridge.Cmd.Common.Wire;

internal sealed class FrameTooLongException(int length, int limit)
    : Exception($"{length} bytes are more than a frame may have: {limit} (petabridge.cmd.max-frame-size). Answer in several responses.");
