import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../security/access';
import { SimulationRunner } from './simulation-runner.service';
import { simulationResult } from './simulation.schemas';

@ApiTags('Simulations')
@Needs('simulations.run')
@Controller('api/v1/simulations')
export class SimulationsController {
  constructor(private readonly simulations: SimulationRunner) {}

  @ApiOperation({
    operationId: 'simulate',
    summary: 'Run one case forward on paper.',
    description: 'By the code that runs the real ones. Nothing is stored.',
  })
  @ApiBody({ schema: { $ref: '#/components/schemas/NewSimulation' } })
  @ApiOkResponse({ description: 'What would happen', standardSchema: simulationResult })
  @Header('Content-Type', 'application/json; charset=utf-8')
  @HttpCode(200)
  @Post()
  simulate(@Body() input: unknown): Promise<string> {
    return this.simulations.run(input);
  }
}
