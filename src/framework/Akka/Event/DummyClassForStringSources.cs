namespace Akka.Event;

/// <summary>The log class of sources that are only a text.</summary>
public class DummyClassForStringSources
{
}
